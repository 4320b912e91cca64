// Premises edges and what hangs on them, by the JavaScript SDK.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { edges, locations, logIn, rejection, unique, utilities } from './org.mjs';

before(() => logIn());

test('a premises edge lives from creation to deletion', async () => {
  const name = unique('JS edge');
  const created = await edges.postTelephonyProvidersEdges({ name, edgeDeploymentType: 'LDM' });
  assert.equal(created.statusCode, 'NEW');
  const listed = await edges.getTelephonyProvidersEdges({ name, managed: false });
  assert.deepEqual(listed.entities.map((one) => one.id), [created.id]);
  const changed = await edges.putTelephonyProvidersEdge(created.id, { ...created, make: 'Dell' });
  assert.equal(changed.make, 'Dell');
  assert.equal((await rejection(
    edges.putTelephonyProvidersEdge(created.id, created))).status, 409);
  await edges.deleteTelephonyProvidersEdge(created.id);
  assert.equal((await rejection(edges.getTelephonyProvidersEdge(created.id))).status, 404);
});

test('an edge group lives from creation to deletion', async () => {
  const cloud = (await edges.getTelephonyProvidersEdgesEdgegroups({ managed: true })).entities[0];
  const { edgeTrunkBaseAssignment, phoneTrunkBases } = cloud;
  const name = unique('JS group');
  const created = await edges.postTelephonyProvidersEdgesEdgegroups({
    name, edgeTrunkBaseAssignment, phoneTrunkBases,
  });
  const listed = await edges.getTelephonyProvidersEdgesEdgegroups({ name });
  assert.equal(listed.total, 1);
  const edge = await edges.postTelephonyProvidersEdges({
    name: unique('JS member'), edgeGroup: { id: created.id },
  });
  assert.equal((await rejection(
    edges.deleteTelephonyProvidersEdgesEdgegroup(created.id))).status, 409);
  const changed = await edges.putTelephonyProvidersEdgesEdgegroup(
    created.id, { ...created, description: 'd' });
  assert.equal(changed.version, 2);
  assert.equal((await rejection(
    edges.putTelephonyProvidersEdgesEdgegroup(created.id, created))).status, 409);
  await edges.deleteTelephonyProvidersEdge(edge.id);
  await edges.deleteTelephonyProvidersEdgesEdgegroup(created.id);
  assert.equal((await rejection(
    edges.getTelephonyProvidersEdgesEdgegroup(created.id))).status, 404);
});

test('a logical interface lives from creation to deletion', async () => {
  const location = await locations.postLocations({ name: unique('JS premises') });
  const site = await edges.postTelephonyProvidersEdgesSites({
    name: unique('JS premises'), location, mediaModel: 'Premises',
  });
  const edge = await edges.postTelephonyProvidersEdges({ name: unique('JS host'), site });
  const created = await edges.postTelephonyProvidersEdgeLogicalinterfaces(edge.id, {
    name: 'eth0', friendlyName: 'eth0', hardwareAddress: '02:00:00:00:00:02',
    physicalAdapterId: 'eth0',
  });
  const listed = await edges.getTelephonyProvidersEdgeLogicalinterfaces(edge.id);
  assert.deepEqual(listed.entities.map((one) => one.id), [created.id]);
  assert.equal((await edges.getTelephonyProvidersEdgesLogicalinterfaces([edge.id])).total, 1);
  const changed = await edges.putTelephonyProvidersEdgeLogicalinterface(
    edge.id, created.id, { ...created, vlanTagId: 7 });
  assert.equal(changed.vlanTagId, 7);
  assert.equal((await rejection(edges.putTelephonyProvidersEdgeLogicalinterface(
    edge.id, created.id, created))).status, 409);
  await edges.deleteTelephonyProvidersEdgeLogicalinterface(edge.id, created.id);
  assert.equal((await rejection(edges.getTelephonyProvidersEdgeLogicalinterface(
    edge.id, created.id))).status, 404);
  await edges.deleteTelephonyProvidersEdge(edge.id);
});

test('a certificate authority lives from creation to deletion', async () => {
  const certificate = process.env.CERTIFICATE;
  const details = await utilities.postCertificateDetails({ certificate });
  assert.equal(details.certificateDetails[0].subject, 'CN=walk.example');
  const created = await edges.postTelephonyProvidersEdgesCertificateauthorities({
    name: unique('JS CA'), certificate, type: 'REMOTE', services: ['SIP'],
  });
  const listed = await edges.getTelephonyProvidersEdgesCertificateauthorities();
  assert.ok(listed.entities.some((one) => one.id === created.id));
  const changed = await edges.putTelephonyProvidersEdgesCertificateauthority(
    created.id, { ...created, name: `${created.name}!` });
  assert.equal(changed.version, 2);
  assert.equal((await rejection(edges.putTelephonyProvidersEdgesCertificateauthority(
    created.id, created))).status, 409);
  await edges.deleteTelephonyProvidersEdgesCertificateauthority(created.id);
  assert.equal((await rejection(
    edges.getTelephonyProvidersEdgesCertificateauthority(created.id))).status, 404);
});

test('what is in use or wrong is refused with the field', async () => {
  const wrong = await rejection(edges.postTelephonyProvidersEdges({ name: 'n', site: { id: 'x' } }));
  assert.equal(wrong.status, 400);
  assert.equal(wrong.details[0].fieldName, 'site.id');
  const nameless = await rejection(edges.postTelephonyProvidersEdges({ description: 'd' }));
  assert.equal(nameless.details[0].errorCode, 'REQUIRED_FIELD_MISSING');
});
