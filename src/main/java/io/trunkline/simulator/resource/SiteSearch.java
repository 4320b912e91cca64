package io.trunkline.simulator.resource;

import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.org.Kind;
import java.util.List;

/** Site search of newer API versions, with the language of the location search (3.4). */
final class SiteSearch {
  private static final String PATH = Sites.PATH + "/search";

  List<Operation> operations() {
    return List.of(
        Operation.of("POST", PATH, "SitesSearchResponse", SiteSearch::post)
            .takes("SiteSearchRequest")
            .does("Search sites", "3.4")
            .needs("telephony:plugin:all", "telephony:sites:view"),
        Operation.of("GET", PATH, "SitesSearchResponse", SiteSearch::get)
            .does("Search sites by a base64 encoded request", "3.4")
            .needs("telephony:plugin:all", "telephony:sites:view")
            .with("q64"));
  }

  private static Answer post(Call call) {
    return Search.answer(call, call.object(), Kind.SITE);
  }

  private static Answer get(Call call) {
    return Search.answer(call, Search.decoded(call), Kind.SITE);
  }
}
