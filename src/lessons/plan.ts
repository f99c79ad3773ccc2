/** The time plan: three lectures of 50 minutes. Chapters that are in no lecture are for home, or for a longer course. */
import { CHAPTER } from './numbers.ts';

/** In minutes, with the votes. */
export const LECTURE_MINUTES = 50;

export const PLAN: readonly (readonly number[])[] = [
  [
    CHAPTER.opening,
    CHAPTER.iterators,
    CHAPTER.generators,
    CHAPTER.sending,
    CHAPTER.storage,
    CHAPTER.wholeLine,
    CHAPTER.call,
    CHAPTER.scheduler,
  ],
  [
    CHAPTER.blocking,
    CHAPTER.threads,
    CHAPTER.workloads,
    CHAPTER.messages,
    CHAPTER.copies,
    CHAPTER.bottleneck,
    CHAPTER.backPressure,
  ],
  [
    CHAPTER.race,
    CHAPTER.youSchedule,
    CHAPTER.deadlock,
    CHAPTER.failure,
    CHAPTER.bakers,
    CHAPTER.fewerThreads,
    CHAPTER.conclusion,
  ],
];
