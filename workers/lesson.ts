/** The entry point of a thread of the lecture, for chapters that show what no engine does. */
import { workerData } from 'node:worker_threads';
import { countOnThread } from '../src/lessons/props/adders.ts';
import { crackEggs } from '../src/lessons/props/bowl.ts';
import { cookOnThread } from '../src/lessons/props/cook.ts';
import { countCrates } from '../src/lessons/props/crates.ts';
import { doJobsOnThread } from '../src/lessons/props/job.ts';
import { addLockedOnThread } from '../src/lessons/props/locked-adder.ts';
import { meltOnThread } from '../src/lessons/props/melter.ts';
import { mixOnThread } from '../src/lessons/props/plain-mixer.ts';
import type { Role } from '../src/lessons/props/roles.ts';
import { keepTrays } from '../src/lessons/props/tray-keeper.ts';

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
