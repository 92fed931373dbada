import { element, keep, withFocus } from './element.js';
import { capital, faultWords } from './wording.js';

const keys = { deliver: 'd', drop: 'x', duplicate: 'u', timer: 't' };
const names = {
    deliver: 'Deliver', drop: 'Drop', duplicate: 'Duplicate', corrupt: 'Corrupt', timer: 'Fire', store: 'Answer', crash: 'Crash',
    'lose-disk': 'Crash without the disk', restart: 'Restart',
};
const theUser = 'the user ', hostile = 'hostile message ';

function due(milliseconds) {
    if (milliseconds === null || milliseconds === undefined) return '';
    if (milliseconds === 0) return 'due now';
    return milliseconds < 1000 ? `due in ${milliseconds} ms` : `due in ${milliseconds / 1000} s`;
}

/** Everything that can happen next: a card for each message and timer, buttons for stores, crashes and restarts. */
export class Messages {
    #held = new Set();
    #position;
    /** The groups that are drawn, and the cards of each: a card that says the same stays. */
    #groups = new Map();
    #cards = new Map();

    /**
     * `take(action)` takes a step; `hold()` lets timers fire while a message waits; `onhold()` is told when what is held changes;
     * `letUsers()` lets users give commands.
     */
    constructor(root, take, hold, onhold, letUsers) {
        this.letUsers = letUsers;
        this.root = root;
        this.take = take;
        this.hold = hold;
        this.onhold = onhold;
        root.addEventListener('focusin', async () => (await import('./arrows.js')).moveByArrows(root), { once: true });
    }

    /** Shows a position; `hinted` is the action or the message that the guidance names; `mayLet`: users could give commands, and may not yet. */
    show(position, hinted, mayLet) {
        this.#position = position;
        this.hinted = hinted;
        const inFlight = new Set(position.inFlight.map(message => message.message));
        for (const message of this.#held) if (!inFlight.has(message)) this.#held.delete(message);
        const free = position.inFlight.filter(message => !this.#held.has(message.message));
        const held = position.inFlight.filter(message => this.#held.has(message.message));
        const groups = [
            this.#group('Messages in flight', free.map(message => this.#message(message)),
                position.actions.length ? 'No message is in flight.' : 'No message is in flight, and no step can happen.'),
            this.#group('Held back', held.map(message => this.#message(message))),
            this.#group('Timers', this.#timers()),
            this.#group('Commands of users', mayLet
                ? [['let-users', () => element('button', { type: 'button', id: 'let-users', onclick: this.letUsers }, 'Let users give commands')]] : this.#commands()),
            this.#group('Stores', this.#others(['store'])),
            this.#group('Crashes and restarts', this.#others(['crash', 'lose-disk', 'restart'])),
            this.#group('More', this.#others(null)),
        ].filter(group => group);
        const left = `Faults left: ${faultWords(position.faultsLeft)}.`;
        withFocus(this.root, () => {
            this.#groups = keep(this.root, this.#groups, [
                ...groups.map(({ title }) => [title, () => element('div', { class: 'group' }, element('h3', {}, title), element('div'))]),
                [left, () => element('p', { class: 'empty', id: 'faults-left' }, left)],
            ]);
            this.#cards = new Map(groups.map(({ title, cards }) =>
                [title, keep(this.#groups.get(title).lastChild, this.#cards.get(title) ?? new Map(), cards)]));
        });
    }

    forgetHeld() { this.#held.clear(); }

    isHeld(message) { return this.#held.has(message); }

    /** The button that the guidance names. */
    get hintedButton() { return this.root.querySelector('.hinted'); }

    /** Presses the button of this kind: on the card that has the focus, or else the first one. */
    press(kind) {
        const card = document.activeElement?.closest?.('.card');
        const button = (card && this.root.contains(card) && card.querySelector(`[data-kind=${kind}]`))
            ?? this.root.querySelector(`[data-kind=${kind}]`);
        if (!button) return false;
        button.click();
        return true;
    }

    #group(title, cards, empty) {
        if (!cards.length && !empty) return null;
        return { title, cards: cards.length ? cards : [[empty, () => element('p', { class: 'empty' }, empty)]] };
    }

    /** A card by all that it says: what it shows, and the actions of its buttons with their places. */
    #card(shown, actions, make) {
        return [JSON.stringify([shown, actions, actions.indexOf(this.hinted)]), make];
    }

    #button(action, key, name = names[action.kind] ?? capital(action.label)) {
        const isHinted = this.hinted === action;
        return element('button', {
            type: 'button', class: `action ${action.isFault ? 'fault' : ''} ${isHinted ? 'hinted' : ''}`, 'data-kind': action.kind,
            'data-key': key, 'aria-label': `${capital(name)}: ${action.sentence}`, title: action.sentence,
            'aria-keyshortcuts': keys[action.kind], onclick: () => this.take(action),
        }, name);
    }

    #message(message) {
        const { actions, peers } = this.#position;
        const isHeld = this.#held.has(message.message);
        const from = peers[message.from]?.name ?? 'the network', to = peers[message.to].name;
        const own = message.actions.map(index => actions[index]);
        return this.#card([message, isHeld], own, () => element('div', { class: `card lane${message.from % 6} ${isHeld ? 'held' : ''}`, 'data-message': message.message },
            element('div', { class: 'what' }, message.words),
            element('div', { class: 'who' }, `${from} → ${to}`),
            element('div', { class: 'buttons' }, own.map(action => this.#button(action, `${message.message}-${action.kind}`)), this.#holdButton(message, isHeld, from, to),
                !own.length && element('span', { class: 'empty' }, 'waits behind an earlier message'))));
    }

    #holdButton(message, isHeld, from, to) {
        if (!message.actions.length) return null;
        const words = isHeld
            ? `Release: ${message.words} from ${from} to ${to} waits no longer`
            : `Hold: ${message.words} from ${from} to ${to} waits while timers fire`;
        return element('button', {
            type: 'button', 'data-kind': 'hold', 'data-key': `${message.message}-hold`, 'aria-label': words, title: words,
            'aria-keyshortcuts': 'h', onclick: () => this.#toggle(message, isHeld),
        }, isHeld ? 'Release' : 'Hold');
    }

    async #toggle(message, isHeld) {
        if (!isHeld) await this.hold();
        if (isHeld) this.#held.delete(message.message); else this.#held.add(message.message);
        this.onhold();
    }

    #timers() {
        const { actions, peers } = this.#position;
        return peers.flatMap((peer, lane) => peer.timers.filter(timer => actions[timer.action]?.kind !== 'command').map(timer => {
            const action = actions[timer.action];
            if (!action) return this.#card([lane, timer], [], () =>
                element('div', { class: `waiting timer lane${lane % 6}` }, `${peer.name}: ${timer.name}, ${due(timer.due) || 'cannot fire yet'}`));
            return this.#card([lane, timer], [action], () => element('div', { class: `card timer lane${lane % 6}` },
                element('div', { class: 'what' }, timer.name.replace(hostile, '')),
                element('div', { class: 'who' }, [peer.name, due(timer.due)].filter(words => words).join(', ')),
                element('div', { class: 'buttons' }, this.#button(action, `${peer.name}-${timer.name}`, timer.name.startsWith(hostile) ? 'Send' : undefined))));
        }));
    }

    /** What the user of each peer can ask of it. */
    #commands() {
        const { actions, peers } = this.#position;
        return peers.flatMap((peer, lane) => {
            const wishes = peer.timers.filter(timer => actions[timer.action]?.kind === 'command');
            return wishes.length ? [this.#card(lane, wishes.map(({ action }) => actions[action]), () =>
                element('div', { class: `card lane${lane % 6}` }, element('div', { class: 'who' }, `The user of ${peer.name}`),
                    element('div', { class: 'buttons' }, wishes.map(({ name, action }) =>
                        this.#button(actions[action], `${peer.name}-${name}`, name.replace(theUser, ''))))))] : [];
        });
    }

    #others(kinds) {
        const shown = new Set([
            ...this.#position.inFlight.flatMap(message => message.actions),
            ...this.#position.peers.flatMap(peer => peer.timers.map(timer => timer.action)),
        ]);
        const known = ['store', 'crash', 'lose-disk', 'restart'];
        return this.#position.actions
            .filter(action => !shown.has(action.index) && (kinds ? kinds.includes(action.kind) : !known.includes(action.kind)))
            .map(action => this.#card(null, [action], () => element('div', { class: `card lane${(action.peer ?? 0) % 6}` },
                element('div', { class: 'what' }, action.sentence),
                element('div', { class: 'buttons' }, this.#button(action, `${action.kind}-${action.peer}`)))));
    }
}
