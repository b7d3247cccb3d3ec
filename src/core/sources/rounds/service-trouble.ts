import { RequestFailure } from '../http/request-failure.ts';
import { UnreadableAnswer } from '../http/unreadable-answer.ts';
import { CoolingDown } from './ask-host.ts';

/** Whether an error is that a service cannot be asked now, or answers with what cannot be read: none of the program. */
export function isServiceTrouble(error: unknown): boolean {
  return error instanceof CoolingDown || error instanceof RequestFailure || error instanceof UnreadableAnswer;
}
