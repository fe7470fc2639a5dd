package dev.tandem.callback;

import java.util.HashSet;
import java.util.Set;

/** Shows each warning once, as Python does, so that a metric that comes every tenth epoch does not flood the terminal. */
final class Warnings {

    private final Set<String> shown = new HashSet<>();

    void print(Control control, String warning) {
        if (shown.add(warning)) {
            control.print("Warning: " + warning);
        }
    }
}
