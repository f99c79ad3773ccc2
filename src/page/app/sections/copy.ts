/** The text to copy, for a lecturer who collects the figures of many devices. */
import type { LastRun } from '../../document.ts';
import { button, element, section } from '../../parts/dom.ts';
import { sheetText } from '../../sheet.ts';

export interface CopySection {
  readonly root: HTMLElement;
  show(document: LastRun): void;
}

/** It is empty until something has been measured. */
export function copySection(): CopySection {
  const area = element('textarea', { readonly: true, 'aria-label': 'The text to copy' });
  const copied = element('span', { role: 'status' });
  const copy = button('Copy', async () => {
    area.select();
    // Without a secure context there is no clipboard: then the text is selected, and the reader copies it.
    const isCopied = await navigator.clipboard?.writeText(area.value).then(
      () => true,
      () => false,
    );
    copied.textContent = isCopied === true ? 'Copied.' : 'The text is selected: copy it.';
  });
  const content = section(
    'For the sheet of your lecturer',
    'Nothing is sent anywhere. Copy this text if you want to pass it on.',
    area,
    element('div', { class: 'controls' }, copy, copied),
  );
  content.hidden = true;
  return {
    root: content,
    show(document) {
      const text = sheetText(document, navigator.userAgent);
      content.hidden = false;
      area.value = text;
      area.rows = text.split('\n').length;
      copied.textContent = '';
    },
  };
}
