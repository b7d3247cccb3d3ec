import { SafeLink } from '../../../core/chat/preview/page/safe-link.tsx';
import { splitAtAddresses } from '../../../core/text/split-at-addresses.ts';

/** A person's words as they were typed, with addresses to follow. */
export function Said({ text }: { readonly text: string }) {
  return (
    <p class="said">
      {splitAtAddresses(text).map((piece, at) =>
        at % 2 === 0 ? (
          piece
        ) : (
          <SafeLink key={at} url={piece}>
            {piece}
          </SafeLink>
        ),
      )}
    </p>
  );
}
