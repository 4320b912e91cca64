// The reference library of Standard Webhooks and GitHub's own signer post to the running service.
import test from 'node:test';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { sign } from '@octokit/webhooks-methods';

const { HOOKS_URL, HOOKS_SECRET, HOOKS_SECOND, HUB_SECRET } = process.env;
const WRONG = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

const event = () =>
  JSON.stringify({
    id: randomUUID(),
    event: 'telephony:siptrunk:status',
    timestamp: new Date().toISOString(),
    data: { edgeId: 'e1', sipTrunkId: 'npm-é-☎', status: 'registered' },
  });

const post = async (source, headers, body) => {
  const answer = await fetch(`${HOOKS_URL}/hooks/${source}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body,
  });
  return { status: answer.status, body: await answer.text() };
};

const standard = (secret, id, at, body) => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': new Webhook(secret).sign(id, at, body),
});

test('standardwebhooks is let in by either key, once', async () => {
  for (const secret of [HOOKS_SECRET, HOOKS_SECOND]) {
    const [id, body] = [randomUUID(), event()];
    const headers = standard(secret, id, new Date(), body);
    assert.deepEqual(await post('std', headers, body), { status: 200, body: '{"accepted":1,"duplicates":0}' });
    assert.deepEqual(await post('std', headers, body), { status: 200, body: '{"accepted":0,"duplicates":1}' });
  }
});

test('standardwebhooks with a wrong key, body, id or time is not', async () => {
  const [id, body, now] = [randomUUID(), event(), new Date()];
  const minutes = (n) => new Date(now.getTime() + n * 60_000);
  const refused = [
    [standard(WRONG, id, now, body), body],
    [standard(HOOKS_SECRET, id, now, body), body.replace('registered', 'unregistered')],
    [{ ...standard(HOOKS_SECRET, id, now, body), 'webhook-id': 'other' }, body],
    [standard(HOOKS_SECRET, id, minutes(-6), body), body],
    [standard(HOOKS_SECRET, id, minutes(6), body), body],
  ];
  for (const [headers, sent] of refused) {
    assert.equal((await post('std', headers, sent)).status, 401);
  }
  assert.equal((await post('std', standard(HOOKS_SECRET, id, minutes(-4), body), body)).status, 200);
});

test('@octokit/webhooks-methods is let in, and not with a wrong key or body', async () => {
  const body = event();
  const hub = async (secret) => ({ 'X-Hub-Signature-256': await sign(secret, body) });
  assert.equal((await post('hub', await hub('another secret of some length'), body)).status, 401);
  assert.equal((await post('hub', await hub(HUB_SECRET), `${body} `)).status, 401);
  assert.equal((await post('hub', {}, body)).status, 401);
  assert.deepEqual(await post('hub', await hub(HUB_SECRET), body), {
    status: 200,
    body: '{"accepted":1,"duplicates":0}',
  });
  assert.deepEqual(await post('hub', await hub(HUB_SECRET), body), {
    status: 200,
    body: '{"accepted":0,"duplicates":1}',
  });
});
