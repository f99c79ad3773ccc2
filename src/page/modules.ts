/** The coroutines that run on the threads of a page, all in one module: each is found by the name of its export. */
export { pair } from '../bench/messages/pair.ts';
export { cakeStations } from '../cake/stations.ts';
export { kernelStation, one } from '../measure/machine/kernel-line.ts';
export { resumingStation } from '../measure/machine/resuming-line.ts';
