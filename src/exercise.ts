/** `npm run exercise`: lists the exercises of the lecture, and grades them. */
import { existsSync } from 'node:fs';
import type { Exercise } from './lessons/exercises/grading/exercise.ts';
import { EXERCISES } from './lessons/exercises/grading/exercises.ts';
import { startingCode, usualFile } from './lessons/exercises/grading/files.ts';
import { type Grade, grade, isSolved } from './lessons/exercises/grading/grade.ts';
import {
  EXERCISE_HELP,
  EXERCISE_OPTION_NAMES,
  type ExerciseCommand,
  parseExercise,
} from './lessons/exercises/grading/options.ts';
import {
  gradeDocument,
  gradeText,
  listDocument,
  nextText,
  stateText,
  titleOf,
} from './lessons/exercises/grading/text.ts';
import { warnOfTaken } from './terminal/npm.ts';
import { writeWhole } from './terminal/out-file.ts';
import { placeOf, shownPlace } from './terminal/place.ts';
import { endOnSignals, runProgram } from './terminal/program.ts';
import { paintFor } from './terminal/style.ts';
import { usage } from './terminal/usage.ts';
import { UsageError } from './terminal/usage-error.ts';
import { wrapped } from './terminal/wrap.ts';

await runProgram(async () => {
  const args = process.argv.slice(2);
  warnOfTaken(EXERCISE_OPTION_NAMES, args);
  const command = parseExercise(args, EXERCISES.length);
  switch (command.kind) {
    case 'help':
      console.log(EXERCISE_HELP);
      return;
    case 'hint':
      console.log(wrapped((await exerciseOf(command.number).grader()).grader.hint, ''));
      return;
    case 'copy':
      return await copy(exerciseOf(command.number), command.out);
    case 'list':
    case 'grade':
      return await graded(command);
  }
});

function exerciseOf(number: number): Exercise {
  const exercise = EXERCISES.find((one) => one.number === number);
  if (exercise === undefined) throw new Error(`expected an exercise ${number}, found none`);
  return exercise;
}

async function copy(exercise: Exercise, out: string): Promise<void> {
  // It may be the student's work.
  if (existsSync(placeOf(out))) throw new UsageError(`--out: expected a new file, found one: ${shownPlace(out)}`);
  await writeWhole(out, startingCode(exercise));
  console.log(`${titleOf(exercise)}: ${shownPlace(out)}`);
  console.log(`Grade it: ${usage('exercise', `${exercise.number} --file ${out}`)}`);
}

async function graded(command: Extract<ExerciseCommand, { kind: 'list' | 'grade' }>): Promise<void> {
  const { json, hangMs } = command;
  const stopped = new AbortController();
  const paint = paintFor(process.stdout);
  let current = '';
  const removeHandlers = endOnSignals({ tidy: () => stopped.abort(), soFar: () => current });
  const gradeOf = (exercise: Exercise, file: string): Promise<Grade> => {
    current = `during exercise ${exercise.number}`;
    return grade(exercise, file, { hangMs, signal: stopped.signal });
  };
  try {
    if (command.kind === 'grade') {
      const exercise = exerciseOf(command.number);
      const one = await gradeOf(exercise, command.file ?? usualFile(exercise));
      console.log(json ? JSON.stringify(gradeDocument(one), null, 2) : gradeText(one, command.file, paint));
      if (!isSolved(one)) process.exitCode = 1;
      return;
    }
    const grades: Grade[] = [];
    for (const exercise of EXERCISES) {
      const one = await gradeOf(exercise, usualFile(exercise));
      grades.push(one);
      if (!json) console.log(stateText(one, paint));
    }
    console.log(json ? JSON.stringify(listDocument(grades), null, 2) : `\n${nextText(grades)}`);
  } finally {
    removeHandlers();
  }
}
