// Prints figures, judges nothing. Usage: benchmark.mjs [pairs] [served] [limited] [start] [scale]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectionFile } from './connections.mjs';
import { measured } from './process.mjs';
import { Service } from './service.mjs';
import { Simulator } from './simulator.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const HOME = resolve(HERE, '../../..');
const TRUNKLINE = join(HOME, 'trunkline');
const CALLS_PER_MINUTE = 300;
const NO_BUDGET = 1_000_000;

const setting = (name, fallback) => Number(process.env[name] ?? fallback);
const PAIRS = setting('PAIRS', 3);
const CONNECTIONS = setting('CONNECTIONS', 100);
const LATENCY_MILLIS = setting('LATENCY_MS', 50);
const WARM = setting('WARM', 25);
const SCALE = (process.env.SCALE ?? '100,1000').split(',').map(Number);

const work = mkdtempSync(join(tmpdir(), 'trunkline-bench-'));
const scratch = () => mkdtempSync(join(work, 'data-'));

function write(count) {
  const file = join(work, `connections-${count}.json`);
  writeFileSync(file, connectionFile(count));
  return file;
}

function settings(simulator, callsPerMinute) {
  const org = {
    apiUrl: simulator.url,
    loginUrl: simulator.url,
    clientId: 'simulator',
    clientSecret: 'simulator',
    callsPerMinute,
  };
  return ['--set', 'trunkline.org=bench', ...Object.entries(org)
    .flatMap(([name, value]) => ['--set', `trunkline.orgs.bench.${name}=${value}`])];
}

const provisioning = (simulator, file, callsPerMinute) => [
  'provision', file, '--data', scratch(), ...settings(simulator, callsPerMinute)];

/** Runs one side against an empty org; four writes a connection or it does not count. */
async function side(simulator, settings, connections, command, args) {
  await simulator.reset(settings);
  const figures = await measured(command, args);
  const traffic = await simulator.traffic();
  if (traffic.writes !== 4 * connections) {
    throw new Error(`${command} made ${traffic.writes} writes for ${connections} connections`);
  }
  return { ...figures, ...traffic };
}

const ours = (simulator, settings, connections, file, budget = NO_BUDGET) => side(
  simulator, settings, connections, TRUNKLINE, provisioning(simulator, file, budget));

const tutorials = (simulator, settings, connections) => side(
  simulator, settings, connections, process.execPath,
  [join(HERE, 'tutorial.mjs'), String(simulator.port), String(connections)]);

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const fixed = (value, digits) => (value === undefined ? '-' : value.toFixed(digits));

function line(label, figures) {
  console.log(label.padEnd(26)
    + `${fixed(figures.wallSeconds, 2)} s`.padStart(10)
    + `${fixed(figures.seconds, 3)} s`.padStart(14)
    + String(figures.calls).padStart(8)
    + `${fixed(figures.cpuSeconds, 2)} s`.padStart(10)
    + `${fixed(figures.peakMegabytes, 0)} MB`.padStart(10));
}

function heading(title) {
  const load = loadavg()[0].toFixed(1);
  console.log(`\n${title} (load ${load})`);
  console.log(`${''.padEnd(26)}${'wall'.padStart(10)}${'first to last'.padStart(14)}`
    + `${'calls'.padStart(8)}${'cpu'.padStart(10)}${'peak'.padStart(10)}`);
}

async function compare(simulator, title, us) {
  heading(title);
  const settings = { latencyMs: LATENCY_MILLIS };
  const ratios = [];
  for (let pair = 1; pair <= PAIRS; pair++) {
    const theirs = await tutorials(simulator, settings, CONNECTIONS);
    const own = await us(settings);
    line(`pair ${pair}, tutorial`, theirs);
    line(`pair ${pair}, trunkline`, own);
    ratios.push({
      wall: theirs.wallSeconds / own.wallSeconds, calls: theirs.seconds / own.seconds,
    });
    console.log(`pair ${pair}, times faster`.padEnd(26)
      + fixed(ratios.at(-1).wall, 1).padStart(8) + fixed(ratios.at(-1).calls, 1).padStart(14));
  }
  console.log('median, times faster'.padEnd(26)
    + fixed(median(ratios.map(({ wall }) => wall)), 1).padStart(8)
    + fixed(median(ratios.map(({ calls }) => calls)), 1).padStart(14));
}

const title = `${CONNECTIONS} connections, ${LATENCY_MILLIS} ms a call`;

async function pairs(simulator) {
  const file = write(CONNECTIONS);
  await compare(simulator, `${title}, a process of its own`,
    (settings) => ours(simulator, settings, CONNECTIONS, file));
}

// What else a service asks an org for would be counted as the run's.
const WITHOUT_POLLS = [
  'trunkline.watch.orgs=none', 'trunkline.analytics=off', 'trunkline.watch.poll-interval=3600000',
  'trunkline.checks.interval=3600000',
].flatMap((setting) => ['--set', setting]);

/** The command hands its file to a service that has run for a while. */
async function served(simulator) {
  const file = write(CONNECTIONS);
  const data = scratch();
  const service = await Service.start(
    TRUNKLINE, data, [...settings(simulator, NO_BUDGET), ...WITHOUT_POLLS]);
  const command = ['provision', file, '--data', data];
  try {
    for (let run = 0; run < WARM; run++) {
      await side(simulator, { latencyMs: 0 }, CONNECTIONS, TRUNKLINE, command);
    }
    await compare(simulator, `${title}, beside a service with ${WARM} such runs behind it`,
      (settings) => side(simulator, settings, CONNECTIONS, TRUNKLINE, command));
  } finally {
    await service.stop();
  }
}

async function limited(simulator) {
  heading(`${CONNECTIONS} connections, ${CALLS_PER_MINUTE} calls a minute`);
  const settings = {
    latencyMs: LATENCY_MILLIS, rateLimit: { enabled: true, perMinute: CALLS_PER_MINUTE },
  };
  const us = await ours(
    simulator, settings, CONNECTIONS, write(CONNECTIONS), CALLS_PER_MINUTE);
  line('trunkline', us);
  const even = us.calls / CALLS_PER_MINUTE * 60;
  const windows = Math.floor((us.calls - 1) / CALLS_PER_MINUTE) * 60;
  console.log(`refused for their rate     ${us.refused}`);
  console.log(`calls / limit              ${fixed(even, 1)} s, took ${fixed(us.seconds / even, 2)} of it`);
  console.log(`whole windows to wait out  ${windows} s`
    + (windows ? `, took ${fixed(us.seconds / windows, 2)} of it` : ''));
}

async function start() {
  heading('provision examples/carrier.yaml on a built tree');
  for (let time = 1; time <= PAIRS; time++) {
    const figures = await measured(TRUNKLINE, [
      'provision', join(HOME, 'examples/carrier.yaml'), '--data', scratch(),
    ]);
    line(`start ${time}`, { ...figures, calls: '-' });
  }
}

async function scale(simulator) {
  heading('in one file, 0 ms a call, empty org, then the same file again');
  for (const count of SCALE) {
    const file = write(count);
    line(`${count} connections`, await ours(simulator, { latencyMs: 0 }, count, file));
    await simulator.control('DELETE', 'requests');
    const again = await measured(TRUNKLINE, provisioning(simulator, file, NO_BUDGET));
    line(`${count} connections, again`, { ...again, ...await simulator.traffic() });
  }
}

const all = { pairs, served, limited, start, scale };
const chosen = process.argv.slice(2).length ? process.argv.slice(2) : Object.keys(all);
const unknown = chosen.find((name) => !(name in all));
if (unknown) {
  console.error(`run: ${unknown} is not one of ${Object.keys(all).join(', ')}`);
  process.exit(2);
}
console.log(`${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, ${cpus()[0].model}`);
const simulator = await Simulator.start(TRUNKLINE);
try {
  for (const name of chosen) {
    await all[name](simulator);
  }
} finally {
  await simulator.stop();
  rmSync(work, { recursive: true, force: true });
}
