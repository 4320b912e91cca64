// The order of calls of the public BYOC tutorial, one connection after the other, on Genesys'
// JavaScript SDK: what a team has that starts from the tutorial. Usage: tutorial.mjs PORT COUNT
import sdk from 'purecloud-platform-client-v2';
import { connections } from './connections.mjs';

const [port, count] = process.argv.slice(2).map(Number);
const client = sdk.ApiClient.instance;
client.setGateway({ host: '127.0.0.1', protocol: 'http', port });

const products = new sdk.AuthorizationApi();
const locations = new sdk.LocationsApi();
const edges = new sdk.TelephonyProvidersEdgeApi();

const property = (type, instance, more = {}) => ({
  type, ...more, value: { default: instance, instance },
});
const text = (instance) => property('string', instance);
const flag = (instance) => property('boolean', instance);
const strings = (instance, more = {}) => property('array', instance, {
  items: { type: 'string', uniqueItems: true }, ...more,
});
const override = () => property('string', 'Always', { enum: ['Always', 'Unassigned DID'] });
const reference = ({ id, name, selfUri }) => ({ id, name, selfUri });

function trunkBase(one) {
  return {
    name: one.trunk,
    state: 'active',
    trunkType: 'EXTERNAL',
    trunkMetabase: { id: 'external_sip_pcv_byoc_carrier.json', name: 'Generic BYOC Carrier' },
    properties: {
      trunk_type: text('external.pcv.byoc.carrier'),
      trunk_label: text('Generic BYOC Carrier'),
      trunk_enabled: flag(true),
      trunk_protocol: property('string', 'SIP', { enum: ['SIP'] }),
      trunk_transport_serverProxyList: strings([one.sipServer], { required: true }),
      trunk_access_acl_allowList: strings(['198.51.100.7']),
      trunk_sip_termination_uri: text(one.terminationIdentifier),
      trunk_sip_authentication_credentials_realm: text(''),
      trunk_sip_authentication_credentials_username: text(''),
      trunk_sip_authentication_credentials_password: text(''),
      trunk_outboundIdentity_callingName: property('string', 'Bench', { pattern: '^[\\S ]{0,40}$' }),
      trunk_outboundIdentity_callingName_overrideMethod: override(),
      trunk_outboundIdentity_callingAddress: text(one.number),
      trunk_outboundIdentity_callingAddress_overrideMethod: override(),
      trunk_outboundIdentity_callingAddress_omitPlusPrefix: flag(false),
      trunk_outboundIdentity_calledAddress_omitPlusPrefix: flag(false),
    },
  };
}

async function provision(one) {
  const licensed = await products.getAuthorizationProducts();
  if (!licensed.entities.some((product) => product.id === 'byoc')) {
    throw new Error('the org has no product byoc');
  }
  const location = await locations.postLocations({
    name: one.location,
    emergencyNumber: { e164: one.number, number: one.number },
    address: {
      street1: 'Musterstr. 1', city: 'Berlin', state: 'BE', zipcode: '10115', country: 'DE',
    },
  });
  const managed = await edges.getTelephonyProvidersEdgesSites({ name: 'PureCloud Voice - AWS' });
  const cloud = reference(managed.entities[0]);
  const site = await edges.postTelephonyProvidersEdgesSites({
    name: one.site,
    primarySites: [cloud],
    secondarySites: [cloud],
    edgeAutoUpdateConfig: {
      timeZone: 'Europe/Berlin', rrule: 'FREQ=WEEKLY;BYDAY=SA,SU',
      start: '2026-01-03T02:00:00.000', end: '2026-01-03T05:00:00.000',
    },
    location,
    ntpSettings: { servers: [] },
    mediaModel: 'Cloud',
  });
  const base = await edges.postTelephonyProvidersEdgesTrunkbasesettings(trunkBase(one));
  const routes = await edges.getTelephonyProvidersEdgesSiteOutboundroutes(site.id);
  const route = routes.entities.find(({ name }) => name === 'Default Outbound Route');
  await edges.putTelephonyProvidersEdgesSiteOutboundroute(site.id, route.id, {
    name: 'Default Outbound Route',
    classificationTypes: ['National', 'International'],
    enabled: true,
    externalTrunkBases: [reference(base)],
  });
}

await client.loginClientCredentialsGrant('simulator', 'simulator');
for (const one of connections(count)) {
  await provision(one);
}
