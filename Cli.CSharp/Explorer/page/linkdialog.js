import { element } from './element.js';

/** Shows a link from which the reader can copy it. */
export function showLinkIn(dialog, link) {
    const text = element('textarea', { id: 'link-text', readonly: true, rows: 4, 'aria-label': 'Link' });
    text.value = link;
    dialog.replaceChildren(
        element('h2', { id: 'link-title' }, 'Link to this position'),
        element('p', {}, 'The browser does not allow the page to copy. Copy the link from here.'), text,
        element('form', { method: 'dialog' }, element('button', {}, 'Close')));
    dialog.showModal();
    text.select();
}
