/** The entry point of a thread of the lecture, for chapters that show what no engine does. */
import { receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { BowlRole, CounterRole, Role, Tray, TrayRequest, TrayRole } from '../src/lessons/props/roles.ts';

function keepTrays({ port }: TrayRole): void {
  const trays: Tray[] = [];
  port.on('message', (request: TrayRequest) => {
    if (request.kind === 'keep') trays.push(request.tray);
    port.postMessage(trays.map((tray) => (tray instanceof Int32Array ? tray[0] : tray.eggs)));
  });
}

function crackEggs(role: BowlRole): void {
  Atomics.wait(role.go, 0, 0); // Then all eggs and the stop have been sent.
  if (role.looksEvery === 0) crackUntilStopped(role);
  else crackAndLook(role);
}

function crackUntilStopped({ eggs, control }: BowlRole): void {
  let cracked = 0;
  const stop = (): void => {
    control.postMessage(cracked);
    eggs.close();
  };
  eggs.on('message', (egg) => (egg === 'stop' ? stop() : cracked++));
  control.on('message', stop);
}

function crackAndLook({ eggs, control, looksEvery }: BowlRole): void {
  let cracked = 0;
  while (receiveMessageOnPort(eggs) !== undefined) {
    cracked++;
    if (cracked % looksEvery > 0) continue;
    if (receiveMessageOnPort(control) !== undefined) break;
  }
  control.postMessage(cracked);
  eggs.close();
}

function countUp({ port, counter, times, atomic, gate, expected }: CounterRole): void {
  Atomics.add(gate, 0, 1);
  while (Atomics.load(gate, 0) < expected); // Until all threads are ready.
  const beganMs = performance.now();
  if (atomic) addAtomically(counter, times);
  else addPlainly(counter, times);
  port.postMessage(performance.now() - beganMs);
}

function addPlainly(counter: Int32Array, times: number): void {
  for (let i = 0; i < times; i++) counter[0] = (counter[0] ?? 0) + 1;
}

function addAtomically(counter: Int32Array, times: number): void {
  for (let i = 0; i < times; i++) Atomics.add(counter, 0, 1);
}

const role: Role = workerData;
switch (role.kind) {
  case 'tray':
    keepTrays(role);
    break;
  case 'bowl':
    crackEggs(role);
    break;
  case 'counter':
    countUp(role);
    break;
}
