import type { LongTexts } from '../../../core/chat/command-line.ts';
import { listIds } from '../receive/custom-ids.ts';
import { longTextsOf } from '../render/button-id.ts';
import type { Content } from '../send/body.ts';
import type { Requests } from '../send/requests.ts';

/** The same requests; the long texts behind what they show are kept meanwhile, for a press long after. */
export function keepTexts(
  requests: Requests,
  texts: Pick<LongTexts, 'keep'>,
  track: (work: Promise<void>) => void,
): Requests {
  /** Nobody waits for it: an answer has three seconds. The store says in the log what is wrong with it. */
  function keep(ids: readonly string[]): void {
    const long = longTextsOf(ids);
    if (long.size > 0) track(texts.keep(long).catch(() => {}));
  }
  const keepOf = ({ components }: Content) => keep(listIds(components));

  return {
    ...requests,
    send(channel, content, how) {
      keepOf(content);
      return requests.send(channel, content, how);
    },
    answer(to, content, how) {
      keepOf(content);
      return requests.answer(to, content, how);
    },
    editOriginal(to, content) {
      keepOf(content);
      return requests.editOriginal(to, content);
    },
    followUp(to, content, ephemeral) {
      keepOf(content);
      return requests.followUp(to, content, ephemeral);
    },
    showForm(to, form) {
      keep([form.custom_id]);
      return requests.showForm(to, form);
    },
  };
}
