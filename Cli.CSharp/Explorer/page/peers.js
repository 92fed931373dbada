import { element } from './element.js';

const row = ({ field, value, before, changed }) => element('li', { class: changed ? 'changed' : '' },
    field && `${field}: `, changed ? element('mark', {}, value) : value,
    changed && before !== null && before !== undefined && element('span', { class: 'before' }, ` (was ${before})`));

function details(peer, isOpen, ontoggle) {
    if (!peer.details.length) return null;
    const changed = peer.details.filter(field => field.changed).length;
    // Fields that are not in sight are not drawn.
    const fields = element('ul', {}, isOpen ? peer.details.map(row) : []);
    return element('details', { open: isOpen, ontoggle: event => {
        fields.replaceChildren(...event.target.open ? peer.details.map(row) : []);
        ontoggle(event.target.open);
    } }, element('summary', {}, `All fields of ${peer.name}${changed ? `, ${changed} changed` : ''}`), fields);
}

const statusWords = { running: 'running', stopped: 'has finished', crashed: 'crashed' };

/** The state of each peer; what the last step changed carries the word “changed”. */
export class Peers {
    #open = new Set();
    #shown = [];

    constructor(root) { this.root = root; }

    /** A peer that stands as it stood is not drawn again. */
    show({ peers }) {
        while (this.root.children.length > peers.length) this.root.lastChild.remove();
        peers.forEach((peer, lane) => {
            const before = this.root.children[lane], now = JSON.stringify(peer);
            if (before && this.#shown[lane] === now) return;
            this.#shown[lane] = now;
            const article = this.#article(peer, lane), hasFocus = before?.contains(document.activeElement);
            if (before) before.replaceWith(article); else this.root.append(article);
            if (hasFocus) article.querySelector('summary')?.focus({ preventScroll: true });
        });
    }

    #article(peer, lane) {
        const policy = peer.policy ? `, ${peer.policy}` : '';
        const rows = [{ field: '', ...peer.phase, before: null }, ...peer.rows];
        if (peer.questions) rows.push({ field: 'store', value: `${peer.questions} not answered yet`, before: null, changed: false });
        return element('article', { class: `peer lane${lane % 6}`, 'data-peer': lane, 'aria-label': peer.name },
            element('h3', {}, peer.name, element('span', {}, ` ${statusWords[peer.status] ?? peer.status}${policy}`)),
            element('ul', {}, rows.map(row)),
            details(peer, this.#open.has(lane), isOpen => isOpen ? this.#open.add(lane) : this.#open.delete(lane)));
    }
}
