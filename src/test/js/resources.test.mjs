// Create, read, list, search, update, conflict and delete of each resource by the JavaScript SDK.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  edges, locations, logIn, organizations, products, rejection, telephony, tokens, topics, unique,
} from './org.mjs';

const CARRIER = 'external_sip_pcv_byoc_carrier.json';

before(() => logIn());

async function cloudSite(name) {
  const location = await locations.postLocations({ name: `${name} location` });
  return edges.postTelephonyProvidersEdgesSites({ name, location, mediaModel: 'Cloud' });
}

test('a wrong secret is refused', async () => {
  await rejection(logIn('simulator', 'wrong'));
  await logIn();
});

test('organization, products, regions, topics and token are read', async () => {
  const listed = await products.getAuthorizationProducts();
  assert.ok(listed.entities.some((product) => product.id === 'byoc'));
  const me = await organizations.getOrganizationsMe();
  assert.ok(me.defaultSiteId);
  const changed = await organizations.putOrganizationsMe({
    body: { ...me, defaultCountryCode: 'DE' },
  });
  assert.equal(changed.version, me.version + 1);
  const regions = await telephony.getTelephonyMediaregions();
  assert.ok(Array.isArray(regions.awsCoreRegions));
  const available = await topics.getNotificationsAvailabletopics({ expand: ['transports'] });
  assert.ok(available.entities.some((topic) => topic.transports));
  assert.equal((await tokens.getTokensMe()).organization.id, me.id);
});

test('a location lives from creation to deletion', async () => {
  const name = unique('JS HQ');
  const created = await locations.postLocations({ name, address: { city: 'Berlin', country: 'DE' } });
  assert.equal(created.version, 1);
  assert.equal((await locations.getLocation(created.id)).name, name);
  const listed = await locations.getLocations({ id: [created.id] });
  assert.equal(listed.total, 1);
  const found = await locations.postLocationsSearch({
    query: [{ type: 'EXACT', fields: ['name'], value: name }],
  });
  assert.equal(found.results[0].id, created.id);
  const changed = await locations.patchLocation(created.id, { name: `${name}!`, version: 1 });
  assert.equal(changed.version, 2);
  const conflict = await rejection(locations.patchLocation(created.id, { name, version: 1 }));
  assert.equal(conflict.status, 400);
  assert.match(conflict.message, /does not match the current version/);
  assert.equal(await locations.deleteLocation(created.id), undefined);
  assert.equal((await rejection(locations.getLocation(created.id))).status, 404);
});

test('a site lives from creation to deletion', async () => {
  const site = await cloudSite(unique('JS site'));
  const listed = await edges.getTelephonyProvidersEdgesSites({ name: site.name, managed: false });
  assert.equal(listed.entities[0].id, site.id);
  const found = await edges.postTelephonyProvidersEdgesSitesSearch({
    query: [{ type: 'EXACT', fields: ['name'], value: site.name }],
  });
  assert.equal(found.results[0].id, site.id);
  const changed = await edges.putTelephonyProvidersEdgesSite(site.id, { ...site, description: 'd' });
  assert.equal(changed.version, 2);
  const conflict = await rejection(edges.putTelephonyProvidersEdgesSite(site.id, site));
  assert.equal(conflict.status, 409);
  assert.equal(conflict.code, 'general.conflict');
  const plans = await edges.getTelephonyProvidersEdgesSiteNumberplans(site.id);
  assert.equal(plans.length, 6);
  const kept = await edges.putTelephonyProvidersEdgesSiteNumberplans(site.id, plans.slice(0, 5));
  assert.equal(kept.length, 5);
  const inUse = await rejection(locations.deleteLocation(site.location.id));
  assert.equal(inUse.status, 409);
  await edges.deleteTelephonyProvidersEdgesSite(site.id);
  assert.equal((await rejection(edges.getTelephonyProvidersEdgesSite(site.id))).status, 404);
});

test('a trunk base lives from its template to its deletion', async () => {
  const available = await edges.getTelephonyProvidersEdgesTrunkbasesettingsAvailablemetabases({
    type: 'EXTERNAL',
  });
  assert.ok(available.entities.some((metabase) => metabase.id === CARRIER));
  const site = await cloudSite(unique('JS trunk site'));
  const template = await edges.getTelephonyProvidersEdgesTrunkbasesettingsTemplate(CARRIER);
  template.name = unique('js-trunk');
  template.inboundSite = { id: site.id };
  template.properties.trunk_transport_serverProxyList.value.instance = ['sip.js.example'];
  const base = await edges.postTelephonyProvidersEdgesTrunkbasesettings(template);
  const listed = await edges.getTelephonyProvidersEdgesTrunkbasesettings({
    name: 'js-trunk*', expand: ['properties'], pageSize: 100,
  });
  assert.ok(listed.entities.some((one) => one.id === base.id && one.properties.trunk_media_codec));

  const routes = await edges.getTelephonyProvidersEdgesSiteOutboundroutes(site.id);
  const route = { ...routes.entities[0], externalTrunkBases: [{ id: base.id }] };
  await edges.putTelephonyProvidersEdgesSiteOutboundroute(site.id, route.id, route);
  const trunks = await edges.getTelephonyProvidersEdgesTrunks({ trunkBaseId: base.id });
  assert.equal(trunks.total, 2);
  assert.equal((await rejection(
    edges.deleteTelephonyProvidersEdgesTrunkbasesetting(base.id))).status, 400);

  const changed = await edges.putTelephonyProvidersEdgesTrunkbasesetting(
    base.id, { ...base, description: 'd' });
  assert.equal(changed.version, 2);
  assert.equal((await rejection(
    edges.putTelephonyProvidersEdgesTrunkbasesetting(base.id, base))).status, 409);
  await edges.deleteTelephonyProvidersEdgesSiteOutboundroute(site.id, route.id);
  await edges.deleteTelephonyProvidersEdgesTrunkbasesetting(base.id);
  assert.equal((await rejection(
    edges.getTelephonyProvidersEdgesTrunkbasesetting(base.id))).status, 404);
});

test('an outbound route lives from creation to deletion', async () => {
  const site = await cloudSite(unique('JS route site'));
  const body = { name: 'Second', classificationTypes: ['National'], distribution: 'RANDOM' };
  const route = await edges.postTelephonyProvidersEdgesSiteOutboundroutes(site.id, body);
  const twice = await rejection(edges.postTelephonyProvidersEdgesSiteOutboundroutes(site.id, body));
  assert.match(twice.message, /already exists/);
  const all = await edges.getTelephonyProvidersEdgesOutboundroutes({ siteId: site.id });
  assert.deepEqual(all.entities.map((one) => one.name), ['Default Outbound Route', 'Second']);
  const unknown = await rejection(edges.putTelephonyProvidersEdgesSiteOutboundroute(
    site.id, route.id, { ...body, classificationTypes: ['Lunar'] }));
  assert.equal(unknown.status, 400);
  await edges.deleteTelephonyProvidersEdgesSiteOutboundroute(site.id, route.id);
  assert.equal((await rejection(
    edges.getTelephonyProvidersEdgesSiteOutboundroute(site.id, route.id))).status, 404);
});

test('edges, groups and metrics are read', async () => {
  const listed = await edges.getTelephonyProvidersEdges({ managed: true });
  assert.equal(listed.total, 2);
  const id = listed.entities[0].id;
  assert.equal((await edges.getTelephonyProvidersEdge(id)).onlineStatus, 'ONLINE');
  assert.equal((await edges.getTelephonyProvidersEdgeMetrics(id)).edge.id, id);
  assert.equal((await edges.getTelephonyProvidersEdgesEdgegroups()).total, 1);
  assert.equal((await edges.getTelephonyProvidersEdgesLogicalinterfaces([id])).total, 0);
});
