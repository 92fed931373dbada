/** Closes the menus that are open when the reader presses Escape or points elsewhere. */
export function watchMenus() {
    const open = () => [...document.querySelectorAll('details.menu[open]')];
    document.addEventListener('pointerdown', event => {
        for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
    });
    document.addEventListener('keydown', event => {
        if (event.key !== 'Escape') return;
        for (const menu of open()) {
            menu.open = false;
            menu.querySelector('summary').focus();
            event.preventDefault();
        }
    });
}
