import type { Browser } from 'playwright-core';
import { visitPreview } from './preview.ts';

type Save = (name: string) => string;

/** A search that one person sees, and the paper that comes of it, shared and saved. */
export async function photographSlack(browser: Browser, save: Save): Promise<void> {
  await visitPreview(browser, 3, async ({ says, paneOf, photograph }) => {
    const pane = paneOf('Slack');
    await says('Slack', 'Ben', 'Can one train a diffusion model without a big cluster?');
    const found = await says('Slack', 'Ada', '/paper diffusion');
    await found.getByLabel('More').first().click();
    await found.getByRole('button', { name: 'Share to channel' }).first().click();
    await pane.getByRole('article').nth(3).waitFor();
    const shared = pane.getByRole('article').last();
    await shared.getByLabel('React', { exact: true }).click();
    await shared.getByRole('button', { name: 'React with 🔖' }).click();
    await says('Slack', 'Ben', 'That is it. Let us read it on Thursday.');
    await pane.getByRole('button', { name: /^🔖 by/u }).click();
    await pane.getByRole('button', { name: '🔖 by Ada, Ben' }).waitFor();
    await pane.getByRole('button', { name: 'Ada', exact: true }).click();
    await pane.getByRole('article').nth(2).getByRole('button', { name: /^Save/u }).nth(1).click();
    await pane.getByRole('button', { name: /Saved/u }).first().waitFor();
    await photograph('Slack', (scheme) => save(scheme === 'light' ? 'slack' : 'slack-dark'));
  });
}

/** The same in Discord, in its dark colours. */
export async function photographDiscord(browser: Browser, save: Save): Promise<void> {
  await visitPreview(browser, 3, async ({ says, paneOf, photograph }) => {
    await says('Discord', 'Ben', 'Which of our papers on ensembles should I read first?');
    const found = await says('Discord', 'Ada', '/paper ensembles');
    await found.getByRole('button', { name: /^Save/u }).first().click();
    await found.getByRole('button', { name: /Saved/u }).first().waitFor();
    await says('Discord', 'Ada', '/papers share 1');
    const pane = paneOf('Discord');
    await pane.getByRole('button', { name: 'Ben', exact: true }).click();
    const shared = pane.getByRole('article').last();
    await shared.getByLabel('React', { exact: true }).click();
    await shared.getByRole('button', { name: 'React with 🔖' }).click();
    await shared.getByRole('button', { name: /^🔖 by/u }).waitFor();
    await says('Discord', 'Ben', 'Thanks! On my list for tonight.');
    await pane.getByRole('button', { name: 'Ada', exact: true }).click();
    await photograph('Discord', (scheme) => (scheme === 'dark' ? save('discord') : undefined));
  });
}

/** A digest as it comes in the morning to who saved papers before, two of it saved by a number, and the mail that it would be. */
export async function photographDigest(browser: Browser, save: Save): Promise<void> {
  await visitPreview(browser, 5, async ({ page, says, paneOf, photograph }) => {
    const pane = paneOf('Slack');
    await pane.getByRole('button', { name: 'Direct message' }).click();
    for (const person of ['Ben', 'Ada']) await says('Slack', person, '/papers save arxiv:2009.14720');
    await pane.getByRole('button', { name: '# papers' }).click();
    await pane.getByLabel(/^Message in/u).fill('/digest add ensembles');
    await pane.getByRole('button', { name: 'Send' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel(/^Papers/u).fill('3');
    await form.getByLabel(/^Layout/u).selectOption('compact');
    await form.locator('button[type=submit]').click();
    await pane.getByRole('article').nth(1).waitFor();
    await pane.getByRole('button', { name: 'Make it 09:00' }).click();
    const digest = pane.getByRole('article').nth(2);
    await digest.waitFor();
    for (const [person, emoji] of [
      ['Ada', '2️⃣'],
      ['Ben', '2️⃣'],
      ['Ben', '3️⃣'],
    ] as const) {
      await pane.getByRole('button', { name: person, exact: true }).click();
      const posted = pane.getByRole('article').last();
      await posted.getByLabel('React', { exact: true }).click();
      await posted.getByRole('button', { name: `React with ${emoji}` }).click();
      await posted.getByRole('button', { name: new RegExp(`^${emoji} by.*${person}`, 'u') }).waitFor();
    }
    await photograph('Slack', (scheme) => (scheme === 'light' ? save('digest') : undefined));
    await pane.locator('.as-mail').dispatchEvent('click');
    await page.setViewportSize({ width: 800, height: 1_040 });
    for (const scheme of ['Light', 'Dark'] as const) {
      await page.getByRole('dialog').getByRole('button', { name: scheme }).click();
      const mail = page.getByTitle(`The mail, ${scheme.toLowerCase()}`);
      await mail.contentFrame().getByRole('link').first().waitFor();
      await mail.screenshot({ path: save(`mail-${scheme.toLowerCase()}`) });
    }
  });
}
