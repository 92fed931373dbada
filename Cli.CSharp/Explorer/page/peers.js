import { element, replace } from './element.js';

const row = ({ field, value, before, changed }) => element('li', { class: changed ? 'changed' : '' },
    field && `${field}: `, changed ? element('mark', {}, value) : value,
    changed && before !== null && before !== undefined && element('span', { class: 'before' }, ` (was ${before})`));

function details(peer, isOpen, ontoggle) {
    if (!peer.details.length) return null;
    const changed = peer.details.filter(field => field.changed).length;
    return element('details', { open: isOpen, ontoggle: event => ontoggle(event.target.open) },
        element('summary', { 'data-key': `details-${peer.name}` },
            `All fields of ${peer.name}${changed ? `, ${changed} changed` : ''}`),
        element('ul', {}, peer.details.map(row)));
}

const statusWords = { running: 'running', stopped: 'has finished', crashed: 'crashed' };

/** The state of each peer; what the last step changed carries the word “changed”. */
export class Peers {
    #open = new Set();

    constructor(root) { this.root = root; }

    show(position) {
        replace(this.root, position.peers.map((peer, lane) => {
            const policy = peer.policy ? `, ${peer.policy}` : '';
            const rows = [{ field: '', ...peer.phase, before: null }, ...peer.rows];
            if (peer.questions) rows.push({ field: 'store', value: `${peer.questions} not answered yet`, before: null, changed: false });
            return element('article', { class: `peer lane${lane % 6}`, 'data-peer': lane, 'aria-label': peer.name },
                element('h3', {}, peer.name, element('span', {}, ` ${statusWords[peer.status] ?? peer.status}${policy}`)),
                element('ul', {}, rows.map(row)),
                details(peer, this.#open.has(lane), isOpen => isOpen ? this.#open.add(lane) : this.#open.delete(lane)));
        }));
    }
}
