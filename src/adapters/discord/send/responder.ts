import { isRejection } from '../failures.ts';
import type { Content } from './body.ts';
import type { Acknowledgement, Answerable, Requests } from './requests.ts';

/** Answers one interaction: at once with the first message, or, once it is acknowledged, by editing what that shows. */
export type Responder = {
  /** Acknowledges, unless something was said already; yields whether it is this process that answers. */
  acknowledge(): Promise<boolean>;
  /**
   * Shows a message, the first in place of "is thinking…" or of the pressed button's message. Yields its id, undefined where
   * Discord does not tell it, and where nothing could be acknowledged, which `acknowledge` tells. Rejects where Discord does not
   * take the message itself.
   */
  show(content: Content): Promise<string | undefined>;
  /** Shows a message to whoever asked alone, where the answer would be for all. */
  showAside(content: Content): Promise<string | undefined>;
  /** Leaves the pressed button's message as it is: what is shown comes beside it. */
  leave(): Promise<void>;
  isAnswered(): boolean;
};

export function createResponder(
  to: Answerable,
  how: Acknowledgement,
  isHidden: boolean,
  requests: Requests,
): Responder {
  let begun: Promise<boolean> | undefined;
  let isAnswered = false;

  async function showFirst(content: Content, seen = how): Promise<string | undefined> {
    const answering = requests.answer(to, content, seen);
    begun = answering.then(
      ({ isFirst }) => isFirst,
      (error: unknown) => {
        // What Discord takes nothing of can still be acknowledged, and apologised for.
        if (isRejection(error)) return requests.acknowledge(to, how);
        throw error;
      },
    );
    // Whoever acknowledges is told what went wrong, once.
    begun.catch(() => undefined);
    const answered = await answering.catch((error: unknown) => {
      if (isRejection(error)) throw error;
    });
    isAnswered = answered?.isFirst === true;
    return answered?.id;
  }

  async function showNext(content: Content): Promise<string | undefined> {
    if (isAnswered) return await requests.followUp(to, content, isHidden);
    const id = await requests.editOriginal(to, content);
    isAnswered = true;
    return id;
  }

  function acknowledge(): Promise<boolean> {
    begun ??= requests.acknowledge(to, how);
    return begun;
  }

  return {
    acknowledge,
    async leave() {
      isAnswered = await acknowledge();
    },
    async show(content) {
      if (begun === undefined) return await showFirst(content);
      return (await begun) ? await showNext(content) : undefined;
    },
    async showAside(content) {
      if (begun === undefined) return await showFirst(content, 'privately');
      if (!(await begun)) return undefined;
      // "is thinking…" is seen by all already, and so would be what takes its place.
      if (!isAnswered) await requests.deleteOriginal(to);
      isAnswered = true;
      return await requests.followUp(to, content, true);
    },
    isAnswered: () => isAnswered,
  };
}
