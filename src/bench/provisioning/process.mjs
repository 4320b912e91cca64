// One process from start to end: wall time, processor time and the most memory it held.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;
const SAMPLE_MILLIS = 20;

// Linux only; elsewhere the figures are missing. The kernel keeps the high-water mark, so the last
// sample before the end is enough.
function sample(pid, into) {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    if (peak) {
      into.peakMegabytes = Math.round(Number(peak[1]) / 1024);
      into.cpuSeconds = (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    }
  } catch {
    // It has ended, or this is not Linux.
  }
}

/** Runs a command; throws with its output when it fails. */
export async function measured(command, args, environment = {}) {
  const figures = { peakMegabytes: undefined, cpuSeconds: undefined };
  const began = performance.now();
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment },
  });
  let output = '';
  child.stdout.on('data', (chunk) => { output += chunk; });
  child.stderr.on('data', (chunk) => { output += chunk; });
  const sampler = setInterval(() => sample(child.pid, figures), SAMPLE_MILLIS);
  const [status] = await once(child, 'exit');
  figures.wallSeconds = (performance.now() - began) / 1000;
  clearInterval(sampler);
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${output}`);
  }
  return figures;
}
