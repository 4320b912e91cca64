// The simulated org as a process of its own, and what its request log says.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { freePort } from './ports.mjs';

export class Simulator {
  static async start(trunkline) {
    const port = await freePort();
    const child = spawn(trunkline, ['simulate', '--port', String(port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const simulator = new Simulator(child, port);
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith('Simulated')) {
        child.stdout.resume();
        return simulator;
      }
    }
    throw new Error('the simulator did not start');
  }

  constructor(child, port) {
    this.child = child;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  async control(method, path, body) {
    const answer = await fetch(`${this.url}/__sim/${path}`, {
      method, body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    }
    return answer.status === 204 ? undefined : answer.json();
  }

  /** An empty org with these settings and an empty request log. */
  async reset(settings) {
    await this.control('POST', 'reset');
    await this.control('PATCH', 'settings', settings);
    await this.control('DELETE', 'requests');
  }

  /** API calls since the reset, the token request left out. */
  async traffic() {
    const { requests, dropped } = await this.control('GET', 'requests');
    if (dropped > 0) {
      throw new Error('the request log is too short for so many connections');
    }
    const calls = requests.filter(({ path }) => path.startsWith('/api/'));
    const begins = calls.map(({ time }) => Date.parse(time));
    const ends = calls.map(({ millis }, index) => begins[index] + millis);
    return {
      calls: calls.length,
      writes: calls.filter(({ effect }) => effect !== 'none').length,
      refused: calls.filter(({ status }) => status >= 400).length,
      seconds: (ends.reduce((a, b) => Math.max(a, b), 0)
        - begins.reduce((a, b) => Math.min(a, b), Infinity)) / 1000,
    };
  }

  async stop() {
    this.child.kill();
    await once(this.child, 'exit');
  }
}
