/** A processor with one register for each thread, and one counter in memory. Every instruction is one step of the explorer. */
import type { Actor, Steps } from '../../explorer/explore.ts';

/** What a thread of the tiny processor can do. */
export interface Cpu {
  /** register = counter */
  read(): void;
  /** register = register + 1 */
  add(): void;
  /** counter = register */
  write(): void;
  /** counter = counter + 1, in one step */
  addInOneStep(): void;
}

export type Instruction = keyof Cpu;

export interface CpuState {
  readonly counter: number;
  /** One for each thread; null before its first read. */
  readonly registers: readonly (number | null)[];
}

/**
 * Some threads that run a program.
 *
 * @param names one letter for each thread
 * @param texts what the instructions are called
 */
export function cpuThreads(
  names: readonly string[],
  program: (cpu: Cpu) => void,
  texts: Readonly<Record<Instruction, string>>,
): { readonly start: CpuState; readonly threads: readonly Actor<CpuState>[] } {
  return {
    start: { counter: 0, registers: names.map(() => null) },
    threads: names.map((name) => ({ name, run: (steps) => program(cpuOf(steps, texts)) })),
  };
}

function cpuOf({ take }: Steps<CpuState>, texts: Readonly<Record<Instruction, string>>): Cpu {
  const change = (text: string, next: (counter: number, register: number) => Partial<CpuState> | number): void => {
    take({
      waiting: '',
      outcomes(state, thread) {
        const changed = next(state.counter, state.registers[thread] ?? 0);
        const shared =
          typeof changed === 'number'
            ? { ...state, registers: state.registers.with(thread, changed) }
            : { ...state, ...changed };
        return [{ shared, answer: 0, text }];
      },
    });
  };
  return {
    read: () => change(texts.read, (counter) => counter),
    add: () => change(texts.add, (_, register) => register + 1),
    write: () => change(texts.write, (_, register) => ({ counter: register })),
    addInOneStep: () => change(texts.addInOneStep, (counter) => ({ counter: counter + 1 })),
  };
}
