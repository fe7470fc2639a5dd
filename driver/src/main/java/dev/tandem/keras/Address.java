package dev.tandem.keras;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a file keeps a layer's values: the models that it is in, from the outermost, and the layer itself.
 *
 * @param names of them
 * @param groups as an archive calls them: by class, and numbered within each model
 */
record Address(List<String> names, List<String> groups) {

    static final Address ROOT = new Address(List.of(), List.of());

    Address {
        names = List.copyOf(names);
        groups = List.copyOf(groups);
    }

    Address inner(String name, String group) {
        return new Address(appended(names, name), appended(groups, group));
    }

    /** The layer's own name. */
    String name() {
        return names.get(names.size() - 1);
    }

    boolean isNested() {
        return names.size() > 1;
    }

    private static List<String> appended(List<String> list, String last) {
        List<String> all = new ArrayList<>(list);
        all.add(last);
        return all;
    }
}
