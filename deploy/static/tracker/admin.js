// The calendar beside a date box: opens the browser's own, and writes the day as everywhere else, 20 Nov 2026.
// The box itself takes any date in words, so nobody needs the calendar, and it stays out of the tab order.
(() => {
    const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    const written = (iso) => {
        const [year, month, day] = iso.split("-").map(Number);
        return `${day} ${MONTHS[month - 1]} ${year}`;
    };

    const read = (words) => {
        const found = /^(\d{1,2}) ([A-Za-z]{3})[a-z]* (\d{4})$/.exec(words.trim());
        const month = found ? MONTHS.findIndex((name) => name.toLowerCase() === found[2].toLowerCase()) : -1;
        if (month < 0) return "";
        return `${found[3]}-${String(month + 1).padStart(2, "0")}-${found[1].padStart(2, "0")}`;
    };

    document.addEventListener("click", (event) => {
        const button = event.target.closest(".tracker-pick");
        if (!button) return;
        const box = button.parentElement.querySelector("input[type=text]");
        const calendar = document.createElement("input");
        calendar.type = "date";
        calendar.className = "tracker-calendar";
        calendar.setAttribute("aria-hidden", "true");
        calendar.tabIndex = -1;
        calendar.value = read(box.value);
        button.after(calendar);
        const done = () => {
            calendar.removeEventListener("blur", done);
            calendar.remove();
        };
        calendar.addEventListener("change", () => {
            if (calendar.value) {
                box.value = written(calendar.value);
                box.dispatchEvent(new Event("input", { bubbles: true }));
                box.dispatchEvent(new Event("change", { bubbles: true }));
            }
            done();
            box.focus();
        });
        calendar.addEventListener("blur", done);
        calendar.focus();
        if (calendar.showPicker) calendar.showPicker();
    });
})();

// What is still being done, looked at again and again until it is over; then the whole page is. Without this script
// the page asks for itself anew.
(() => {
    const look = (part) => {
        setTimeout(async () => {
            try {
                const answer = await fetch(location.href, { credentials: "same-origin" });
                const page = new DOMParser().parseFromString(await answer.text(), "text/html");
                const now = page.querySelector("[data-tracker-again]");
                if (answer.ok && !now) return location.reload();
                if (now && now.textContent !== part.textContent) part.replaceChildren(...now.childNodes);
            } catch (problem) {
                // Away for a moment: it is looked at again.
            }
            look(part);
        }, Number(part.dataset.trackerAgain));
    };
    document.addEventListener("DOMContentLoaded", () => {
        document.querySelectorAll("[data-tracker-again]").forEach(look);
    });
})();
