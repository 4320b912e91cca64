// The service as a process of its own, on a data folder that commands find it by.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { freePort } from './ports.mjs';

export class Service {
  static async start(trunkline, data, settings) {
    const child = spawn(trunkline,
      ['serve', '--port', String(await freePort()), '--data', data, ...settings],
      { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith('Trunkline serves')) {
        child.stdout.resume();
        return new Service(child);
      }
    }
    throw new Error('the service did not start');
  }

  constructor(child) {
    this.child = child;
  }

  async stop() {
    this.child.kill();
    await once(this.child, 'exit');
  }
}
