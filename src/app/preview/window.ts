import type { Config } from '../../config/config.ts';
import type { WindowMeans } from '../../core/chat/preview/window.ts';
import type { Store } from '../../core/store/store.ts';

export type WindowOptions = {
  readonly platforms: Config['platforms'];
  readonly store: Pick<Store, 'digests' | 'dueTimes'>;
  readonly now: () => Date;
  /** Delivers what has become due. */
  wake(): Promise<void>;
};

/** What a window needs of the platforms it shows, of digests and of mail; loaded only when it is asked for. */
export function openWindow({ platforms, store, now, wake }: WindowOptions): WindowMeans {
  return {
    previews: () => Promise.all(platforms.flatMap(({ kind }) => kind.preview?.() ?? [])),

    async bringDigests({ platform, workspace }) {
      const running = (await store.digests.all()).filter(
        ({ home, paused, destination }) =>
          home.platform === platform &&
          home.workspace === workspace &&
          paused === undefined &&
          destination.kind !== 'mail',
      );
      const at = now();
      const told = { at, since: at, why: 'somebody at the preview did not want to wait' };
      for (const { id, nextDue } of running) await store.dueTimes.move(id, nextDue, at, told);
      await wake();
      return running.length;
    },

    async drawMail(cards) {
      const { renderHtml } = await import('../../adapters/mail/render/html.ts');
      return renderHtml(cards, []);
    },
  };
}
