/** The entry point of a thread of the lecture, for chapters that show what no engine does. */
import { workerData } from 'node:worker_threads';
import { mixOnThread } from '../src/lessons/props/belts/plain-mixer.ts';
import { countOnThread } from '../src/lessons/props/counting/adders.ts';
import { addLockedOnThread } from '../src/lessons/props/counting/locked-adder.ts';
import { doJobsOnThread } from '../src/lessons/props/jobs/job.ts';
import { crackEggs } from '../src/lessons/props/messages/bowl.ts';
import { countCrates } from '../src/lessons/props/messages/crates.ts';
import type { Role } from '../src/lessons/props/roles.ts';
import { cookOnThread } from '../src/lessons/props/stations/cook.ts';
import { meltOnThread } from '../src/lessons/props/stations/melter.ts';
import { keepTrays } from '../src/lessons/props/trays/tray-keeper.ts';

const role: Role = workerData;
switch (role.kind) {
  case 'melter':
    meltOnThread(role);
    break;
  case 'tray':
    keepTrays(role);
    break;
  case 'crates':
    countCrates(role);
    break;
  case 'bowl':
    crackEggs(role);
    break;
  case 'cook':
    cookOnThread(role);
    break;
  case 'mixer':
    mixOnThread(role);
    break;
  case 'counter':
    countOnThread(role);
    break;
  case 'job':
    doJobsOnThread(role);
    break;
  case 'locked':
    addLockedOnThread(role);
    break;
}
