// A notification channel made by Genesys' JavaScript SDK, heard by a plain WebSocket client.
import test from 'node:test';
import assert from 'node:assert/strict';
import WebSocket from 'ws';
import { logIn, topics } from './org.mjs';

const control = `http://127.0.0.1:${process.env.SIMULATOR_PORT}/__sim`;

const goes = (onlineStatus, edge) =>
  fetch(`${control}/entities/edges/${edge}`, { method: 'PATCH', body: JSON.stringify({ onlineStatus }) });

class Listener {
  constructor(uri) {
    this.messages = [];
    this.waiting = [];
    this.socket = new WebSocket(uri);
    this.socket.on('message', (data) => {
      this.messages.push(JSON.parse(data.toString()));
      this.waiting.splice(0).forEach((look) => look());
    });
    this.opened = new Promise((resolve, reject) => {
      this.socket.on('open', resolve);
      this.socket.on('error', reject);
    });
    this.closed = new Promise((resolve) => this.socket.on('close', resolve));
  }

  async next(wanted) {
    for (;;) {
      const found = this.messages.find(wanted);
      if (found) return found;
      await new Promise((resolve) => this.waiting.push(resolve));
    }
  }
}

test('an edge going offline is heard by the channel that subscribed to it', async () => {
  await logIn();
  const channel = await topics.postNotificationsChannels();
  assert.match(channel.connectUri, /^ws:\/\/127\.0\.0\.1:\d+\/channels\/streaming-/);
  const document = await (await fetch(`${control}/export`)).json();
  const edge = document.edges[0].id;
  const topic = `v2.telephony.providers.edges.${edge}`;
  const subscribed = await topics.postNotificationsChannelSubscriptions(channel.id, [{ id: topic }]);
  assert.equal(subscribed.entities[0].state, 'Permitted');
  const listener = new Listener(channel.connectUri);
  await listener.next((message) => message.eventBody.message === 'WebSocket Heartbeat');
  listener.socket.send(JSON.stringify({ message: 'ping' }));
  await listener.next((message) => message.eventBody.message === 'pong');
  await goes('OFFLINE', edge);
  const event = await listener.next((message) => message.topicName === topic);
  assert.deepEqual(event.eventBody, { id: edge, onlineStatus: 'OFFLINE' });
  assert.ok(event.metadata.CorrelationId);
  listener.socket.close();
  await goes('ONLINE', edge);
});

test('a second connection kicks the first, and a dead channel answers 401', async () => {
  await logIn();
  const channel = await topics.postNotificationsChannels();
  const first = new Listener(channel.connectUri);
  await first.opened;
  const second = new Listener(channel.connectUri);
  await second.opened;
  await first.closed;
  await fetch(`${control}/channels/${channel.id}/expire`, { method: 'POST' });
  await second.closed;
  const third = new Listener(channel.connectUri);
  await assert.rejects(third.opened, /401/);
});
