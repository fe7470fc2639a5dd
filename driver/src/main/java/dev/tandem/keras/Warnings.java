package dev.tandem.keras;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a file says that training here will not do, in the order in which it was found; each once. */
final class Warnings {

    private final Set<String> all = new LinkedHashSet<>();

    void add(String warning) {
        all.add(warning.replaceAll("\\R", " "));
    }

    void add(Node node, String warning) {
        add(node.place() + ": " + warning);
    }

    List<String> all() {
        return new ArrayList<>(all);
    }
}
