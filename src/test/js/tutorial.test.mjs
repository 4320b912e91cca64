// The flow of the public BYOC tutorial in its own order and with its own habits: the first page of
// sites, the whole location in the site, the full property map, the first outbound route, no version.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { edges, locations, logIn, products, unique } from './org.mjs';

const property = (type, instance, more = {}) => ({
  type, ...more, value: { default: instance, instance },
});

function trunk(name) {
  const text = (instance) => property('string', instance);
  const flag = (instance) => property('boolean', instance);
  const always = { enum: ['Always', 'Unassigned DID'] };
  return {
    name,
    state: 'active',
    trunkType: 'EXTERNAL',
    trunkMetabase: { id: 'external_sip_pcv_byoc_carrier.json', name: 'Generic BYOC Carrier' },
    properties: {
      trunk_type: text('external.pcv.byoc.carrier'),
      trunk_label: text('Generic BYOC Carrier'),
      trunk_enabled: flag(true),
      trunk_protocol: property('string', 'SIP', { enum: ['SIP'] }),
      trunk_transport_serverProxyList: {
        type: 'array', items: { type: 'string', uniqueItems: true }, required: true,
        value: { default: null, instance: ['sip.tutorial.example'] },
      },
      trunk_access_acl_allowList: {
        type: 'array', items: { type: 'string' },
        value: { default: [], instance: ['198.51.100.7'] },
      },
      trunk_sip_termination_uri: text(name.replace(/[^a-z0-9]/gi, '')),
      trunk_sip_authentication_credentials_realm: text('tutorial.example'),
      trunk_sip_authentication_credentials_username: text('user'),
      trunk_sip_authentication_credentials_password: text('not-a-secret'),
      trunk_outboundIdentity_callingName: property('string', 'ACME', { pattern: '^[\\S ]{0,40}$' }),
      trunk_outboundIdentity_callingName_overrideMethod: property('string', 'Always', always),
      trunk_outboundIdentity_callingAddress: text('+493012345678'),
      trunk_outboundIdentity_callingAddress_overrideMethod: property('string', 'Always', always),
      trunk_outboundIdentity_callingAddress_omitPlusPrefix: flag(false),
      trunk_outboundIdentity_calledAddress_omitPlusPrefix: flag(false),
    },
  };
}

test('the tutorial provisions a carrier from products to the outbound route', async () => {
  await logIn();
  const listed = await products.getAuthorizationProducts();
  assert.ok(listed.entities.some((product) => product.id === 'byoc'));

  const location = await locations.postLocations({
    name: unique('Tutorial'),
    emergencyNumber: { e164: '+493012345678', number: '+49 30 12345678' },
    address: { city: 'Berlin', country: 'DE', countryFullName: 'Germany', street1: 'S 1', zipcode: '1' },
  });

  const sites = await edges.getTelephonyProvidersEdgesSites({ pageSize: 100 });
  const managed = sites.entities.find((site) => site.name === 'PureCloud Voice - AWS');
  const reference = { id: managed.id, name: managed.name, selfUri: managed.selfUri };
  const site = await edges.postTelephonyProvidersEdgesSites({
    name: unique('Tutorial site'),
    primarySites: [reference],
    secondarySites: [reference],
    edgeAutoUpdateConfig: {
      timeZone: 'Europe/Berlin', rrule: 'FREQ=DAILY',
      start: '2026-01-02T10:00:00.000', end: '2026-01-02T13:00:00.000',
    },
    location,
    ntpSettings: { servers: [] },
    mediaModel: 'Cloud',
  });
  const base = await edges.postTelephonyProvidersEdgesTrunkbasesettings(trunk(unique('tutorial')));

  const routes = await edges.getTelephonyProvidersEdgesSiteOutboundroutes(site.id);
  const routed = await edges.putTelephonyProvidersEdgesSiteOutboundroute(
    site.id, routes.entities[0].id, {
      name: 'Default Outbound Route',
      classificationTypes: ['National', 'International'],
      enabled: true,
      externalTrunkBases: [{ id: base.id, name: base.name, selfUri: base.selfUri }],
    });
  assert.equal(routed.externalTrunkBases[0].id, base.id);
  assert.deepEqual(routed.classificationTypes, ['National', 'International']);
  const trunks = await edges.getTelephonyProvidersEdgesTrunks({ trunkBaseId: base.id });
  assert.equal(trunks.total, 2);
});
