/** Where the files of the exercises are. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FROM_SOURCES, projectFile } from '../../../platform/node/own-files.ts';
import { placeOf } from '../../../terminal/place.ts';
import type { Exercise } from './exercise.ts';

/** From the project's folder. The package has this folder too, but nobody works in an installed package. */
const SOURCES = 'src/lessons/exercises';

/** Where a student works, for the help. */
export const FOLDER = FROM_SOURCES ? `the one in ${SOURCES}` : 'the one with its name in this folder';

export function startingFile({ slug }: Pick<Exercise, 'slug'>): string {
  return fileURLToPath(projectFile(`${SOURCES}/${slug}.ts`));
}

export function startingCode(exercise: Pick<Exercise, 'slug'>): string {
  return readFileSync(startingFile(exercise), 'utf8');
}

/** The file that is graded if none is named. With the package, a copy in the folder of the user, or else the starting file. */
export function usualFile(exercise: Pick<Exercise, 'slug'>): string {
  if (FROM_SOURCES) return startingFile(exercise);
  const copy = placeOf(nameOf(exercise));
  return existsSync(copy) ? copy : startingFile(exercise);
}

/** The name of the file, also of its copies if nobody wants another one. */
export function nameOf({ slug }: Pick<Exercise, 'slug'>): string {
  return `${slug}.ts`;
}

/** How an error or a list names it. */
export function shownFile(exercise: Pick<Exercise, 'slug'>): string {
  return FROM_SOURCES ? `${SOURCES}/${nameOf(exercise)}` : nameOf(exercise);
}
