package io.trunkline.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What differs between a spec's body and an org's object, and what is sent to mend it. */
class ChangesTest {

  @ParameterizedTest(name = "{0} is the same as {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name':'a'} | {'name':'a','version':3,'unknown':[1]}",
        "{'location':{'id':'1','name':'x'}} | {'location':{'id':'1','name':'renamed','address':{}}}",
        "{'location':{'name':'new'}} | {'location':{'name':'new'}}",
        "{'primarySites':[{'id':'m'}]} | {'primarySites':[{'id':'n'},{'id':'m','name':'M'}]}",
        "{'externalTrunkBases':[{'id':'t'}]} | {'externalTrunkBases':[{'id':'u'},{'id':'t'}]}",
        "{'classificationTypes':['A','B']} | {'classificationTypes':['B','A']}",
        "{'mediaRegions':['a']} | {'mediaRegions':['home','a']}",
        "{'emergencyNumber':{'e164':'+491','number':'+491'}} | {'emergencyNumber':{'e164':'+491','number':'+49 1','type':'elin'}}",
        "{'emergencyNumber':{'e164':'+491','number':'+491'}} | {'emergencyNumber':{'number':'+491'}}",
        "{'properties':{'k':{'value':{'instance':1}}}} | {'properties':{'k':{'type':'integer','value':{'default':2,'instance':1.0}},'z':{}}}",
        "{'properties':{'k':{'value':{'instance':[]}}}} | {'properties':{'k':{'value':{'instance':null}}}}",
        "{'properties':{'k':{'value':{'instance':[]}}}} | {'properties':{}}",
        "{'properties':{'trunk_access_acl_allowList':{'value':{'instance':['a','b']}}}} | {'properties':{'trunk_access_acl_allowList':{'value':{'instance':['b','a']}}}}",
        "{'edgeAutoUpdateConfig':{'start':'2026-01-02T02:00:00.000'}} | {'edgeAutoUpdateConfig':{'start':'2019-07-01T02:00:00.000000'}}",
        "{'edgeAutoUpdateConfig':{'start':'2026-01-02T02:00:00.000'}} | {'edgeAutoUpdateConfig':{'start':'2019-07-01T02:00'}}",
        "{'edgeAutoUpdateConfig':{'rrule':'FREQ=WEEKLY;BYDAY=MO,SU'}} | {'edgeAutoUpdateConfig':{'rrule':'BYDAY=SU,MO;FREQ=WEEKLY'}}",
        "{'p':{'$secret':'env:X'}} | {'p':'****'}",
        "{'p':{'$secret':'env:X'}} | {'q':1}",
      })
  void seesThatNothingHasToBeWritten(String desired, String actual) {
    assertThat(Changes.between(json(desired), json(actual))).isEmpty();
  }

  @ParameterizedTest(name = "{0} differs from {1} in {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name':'a'} | {'name':'A'} | name",
        "{'name':'a'} | {'name':'a '} | name",
        "{'enabled':true} | {'enabled':'true'} | enabled",
        "{'location':{'id':'1'}} | {'location':{'id':'2'}} | location",
        "{'location':{'name':'new'}} | {'location':{'id':'2','name':'new'}} | location",
        "{'inboundSite':{'id':'1'}} | {'name':'x'} | inboundSite",
        "{'externalTrunkBases':[{'id':'t'}]} | {'externalTrunkBases':[]} | externalTrunkBases",
        "{'externalTrunkBases':[{'id':'t'}]} | {'externalTrunkBases':null} | externalTrunkBases",
        "{'classificationTypes':['A']} | {'classificationTypes':['A','B']} | classificationTypes",
        "{'mediaRegions':['a','b']} | {'mediaRegions':['a']} | mediaRegions",
        "{'emergencyNumber':{'e164':'+491'}} | {'emergencyNumber':{'e164':'+492','number':'+491'}} | emergencyNumber",
        "{'address':{'city':'Bonn'}} | {'address':{'city':'Berlin','state':'BE'}} | address.city",
        "{'properties':{'k':{'value':{'instance':['a','b']}}}} | {'properties':{'k':{'value':{'instance':['b','a']}}}} | properties.k.value.instance",
        "{'properties':{'k':{'value':{'instance':false}}}} | {'properties':{'k':{'value':{'default':false}}}} | properties.k.value.instance",
        "{'edgeAutoUpdateConfig':{'end':'2026-01-02T05:00:00.000'}} | {'edgeAutoUpdateConfig':{'end':'2026-01-02T05:30:00.000'}} | edgeAutoUpdateConfig.end",
        "{'edgeAutoUpdateConfig':{'rrule':'FREQ=DAILY'}} | {'edgeAutoUpdateConfig':{'rrule':'FREQ=WEEKLY;BYDAY=SU'}} | edgeAutoUpdateConfig.rrule",
      })
  void namesTheFieldThatDiffers(String desired, String actual, String path) {
    assertThat(Changes.between(json(desired), json(actual)))
        .extracting(FieldChange::path)
        .containsExactly(path);
    assertThat(Changes.between(json(desired), Changes.merge(json(desired), json(actual))))
        .isEmpty();
  }

  @Test
  void showsBothSides() {
    assertThat(Changes.between(json("{'a':1,'b':2}"), json("{'a':5}")))
        .containsExactly(
            new FieldChange("a", json("5"), json("1")), new FieldChange("b", null, json("2")));
  }

  @Test
  void showsEveryFieldOfANewObjectAndNoSecret() {
    ObjectNode desired =
        DesiredState.trunk(Specs.only(Specs.COMPLETE), Reference.toBeMade("Acme Berlin BYOC"));
    List<FieldChange> changes = Changes.between(desired, MissingNode.getInstance());
    assertThat(changes).hasSize(4 + 16).allMatch(change -> change.before() == null);
    assertThat(changes)
        .filteredOn(change -> change.path().contains("password"))
        .extracting(change -> change.after().asText())
        .containsExactly("(secret)");
  }

  @Test
  void keepsWhatOthersPutThere() {
    JsonNode actual =
        json(
            """
            {'id':'r','version':7,'state':'active','classificationTypes':['A'],'enabled':true,
             'distribution':'SOMETHING_NEW','externalTrunkBases':[{'id':'other','name':'O'}],'mediaRegions':['home'],'unknown':{'x':1}}
            """);
    JsonNode desired =
        json(
            "{'classificationTypes':['B'],'mediaRegions':['more'],'externalTrunkBases':[{'id':'mine','name':'M'}]}");
    assertThat(Changes.merge(desired, actual))
        .isEqualTo(
            json(
                """
                {'id':'r','version':7,'state':'active','classificationTypes':['B'],'enabled':true,
                 'distribution':'SOMETHING_NEW',
                 'externalTrunkBases':[{'id':'other','name':'O'},{'id':'mine','name':'M'}],'mediaRegions':['home','more'],'unknown':{'x':1}}
                """));
  }

  @Test
  void keepsTheMetadataOfProperties() {
    JsonNode actual =
        json("{'properties':{'k':{'type':'integer','value':{'default':1,'instance':1}}}}");
    JsonNode desired = json("{'properties':{'k':{'value':{'instance':2}}}}");
    assertThat(Changes.merge(desired, actual))
        .isEqualTo(
            json("{'properties':{'k':{'type':'integer','value':{'default':1,'instance':2}}}}"));
  }

  @Test
  void leavesEdgesOutOfASitesBody() {
    JsonNode actual = json("{'name':'s','edges':[{}],'primaryEdges':[{}],'secondaryEdges':[{}]}");
    assertThat(Changes.merge(json("{'name':'s'}"), actual)).isEqualTo(json("{'name':'s'}"));
  }

  @Test
  void changesNeitherSideByMerging() {
    ObjectNode actual = (ObjectNode) json("{'properties':{'k':{'value':{'instance':[1]}}}}");
    ObjectNode desired = (ObjectNode) json("{'properties':{'k':{'value':{'instance':[2]}}}}");
    ObjectNode merged = Changes.merge(desired, actual);
    ((ArrayNode) merged.at("/properties/k/value/instance")).add(3);
    assertThat(actual).isEqualTo(json("{'properties':{'k':{'value':{'instance':[1]}}}}"));
    assertThat(desired).isEqualTo(json("{'properties':{'k':{'value':{'instance':[2]}}}}"));
  }

  @Test
  void patchesOnlyWhatDiffers() {
    JsonNode actual =
        json(
            """
            {'id':'l','name':'Office','version':4,'notes':'old','contactUser':{'id':'u'},
             'emergencyNumber':{'e164':'+491'},'address':{'city':'Berlin','country':'DE','state':'BE'}}
            """);
    JsonNode desired =
        json("{'name':'Office','notes':'new','address':{'city':'Berlin','country':'DE'}}");
    assertThat(Changes.patch(desired, actual))
        .isEqualTo(json("{'name':'Office','version':4,'notes':'new'}"));
    JsonNode moved = json("{'name':'Office','address':{'city':'Bonn','country':'DE'}}");
    assertThat(Changes.patch(moved, actual))
        .isEqualTo(
            json(
                "{'name':'Office','version':4,'address':{'city':'Bonn','country':'DE','state':'BE'}}"));
  }

  @Test
  void sendsThePasswordWithEveryUpdate() {
    JsonNode desired = json("{'name':'t','p':{'$secret':'env:X'}}");
    JsonNode merged = Changes.merge(desired, json("{'name':'t','p':'****'}"));
    assertThat(Secrets.isMarker(merged.path("p"))).isTrue();
  }

  private static JsonNode json(String text) {
    return Specs.json(text.replace('\'', '"'));
  }
}
