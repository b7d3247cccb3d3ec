import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts what the database keeps of an installation, and reads it again. */
export type Seal = {
  /** Under the newest secret; `owner` is the workspace's id, without which it does not open. */
  close(owner: string, text: string): string;
  /** Undefined where no secret opens it for that owner. `isOld` where the newest does not. */
  open(owner: string, sealed: string): { readonly text: string; readonly isOld: boolean } | undefined;
};

/** Says how the rest is to be read: AES-256-GCM under a key by HKDF-SHA-256, as here. */
const VERSION = 1;
const ALGORITHM = 'aes-256-gcm';
/** Bytes of the nonce and of the tag: NIST SP 800-38D, sections 5.2.1.1 and 5.2.1.2. */
const NONCE = 12;
const TAG = 16;
const HEAD = 1 + NONCE + TAG;

/**
 * AES-256-GCM with a random nonce, the key by HKDF-SHA-256 (RFC 5869) from a secret. Of several secrets the first encrypts, and all
 * decrypt. What is sealed is base64url of version, nonce, tag and cipher text.
 */
export function createSeal(secrets: readonly string[]): Seal {
  const keys = secrets.map((secret) =>
    Buffer.from(hkdfSync('sha256', secret, '', 'paperboy slack installation', 32)),
  );
  const [newest] = keys;
  if (newest === undefined) throw new RangeError('There is no secret to encrypt with.');
  return {
    close(owner, text) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(ALGORITHM, newest, nonce, { authTagLength: TAG });
      cipher.setAAD(Buffer.from(owner, 'utf8'));
      const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), encrypted]).toString('base64url');
    },
    open(owner, sealed) {
      for (const [at, key] of keys.entries()) {
        const text = decrypt(key, owner, Buffer.from(sealed, 'base64url'));
        if (text !== undefined) return { text, isOld: at > 0 };
      }
      return undefined;
    },
  };
}

function decrypt(key: Buffer, owner: string, bytes: Buffer): string | undefined {
  if (bytes.length < HEAD || bytes[0] !== VERSION) return undefined;
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(1, 1 + NONCE), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(owner, 'utf8'));
  decipher.setAuthTag(bytes.subarray(1 + NONCE, HEAD));
  try {
    return decipher.update(bytes.subarray(HEAD)).toString('utf8') + decipher.final('utf8');
  } catch {
    // Another key, another owner, or bytes that were changed.
    return undefined;
  }
}
