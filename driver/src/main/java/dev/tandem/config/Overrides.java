package dev.tandem.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --set key=value} changes: a dotted key such as {@code fit.epochs} or {@code callbacks[0].EarlyStopping.patience}, or a
 * whole section; later ones win. A key that is no section of a job file is a variable, for {@code ${key}}.
 */
final class Overrides {

    private final Map<String, String> given = new LinkedHashMap<>();

    Overrides(List<String> settings, Problems problems) {
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                problems.add("", Place.COMMAND_LINE, "'" + setting + "' must have the form key=value");
            } else {
                String key = path(setting.substring(0, equals).strip());
                given.remove(key);
                given.put(key, setting.substring(equals + 1));
            }
        }
    }

    /** All of them as values of {@code ${key}}. */
    Map<String, String> asVariables() {
        return given;
    }

    /** Changes a tree in place: all whose first word is one of the {@code sections}. */
    void applyTo(Map<String, @Nullable Object> tree, List<String> sections, YamlTree yaml, Problems problems) {
        given.forEach((key, text) -> {
            if (sections.contains(firstWord(key))) {
                new Assignment(key, problems).put(tree, yaml.readOverride(key, text));
            }
        });
    }

    /** Reports what neither changed a section nor filled a {@code ${…}}. */
    void reportUnused(List<String> sections, Variables variables, Problems problems) {
        for (String key : given.keySet()) {
            if (!sections.contains(firstWord(key)) && !variables.isUsed(key)) {
                problems.add(
                        key,
                        Place.COMMAND_LINE,
                        "unknown key, and the file has no ${" + key + "}" + Section.hint(firstWord(key), sections));
            }
        }
    }

    /** A key as paths are written in reports: {@code callbacks.0.x} is {@code callbacks[0].x}. */
    private static String path(String key) {
        return key.replaceAll("\\.(\\d+)(?=[.\\[]|$)", "[$1]");
    }

    private static String firstWord(String key) {
        return key.split("[.\\[]", 2)[0];
    }

    /** One dotted key on its way down the tree. */
    private record Assignment(String key, Problems problems) {

        void put(Map<String, @Nullable Object> tree, @Nullable Object value) {
            String[] words = key.split("\\.|(?=\\[)");
            Object here = tree;
            for (int i = 0; i + 1 < words.length && here != null; i++) {
                here = descend(here, words[i]);
            }
            if (here != null) {
                place(here, words[words.length - 1], value);
            }
        }

        @SuppressWarnings("unchecked") // the tree holds no other maps and lists
        private @Nullable Object descend(Object here, String word) {
            if (here instanceof Map<?, ?> && !word.startsWith("[")) {
                Map<String, @Nullable Object> map = (Map<String, @Nullable Object>) here;
                Object next = map.get(word);
                if (next == null) {
                    next = new LinkedHashMap<String, @Nullable Object>();
                    map.put(word, next);
                }
                return next;
            }
            return here instanceof List<?> list && position(list, word) >= 0
                    ? list.get(position(list, word))
                    : refuse(word);
        }

        @SuppressWarnings("unchecked") // the tree holds no other maps and lists
        private void place(Object here, String word, @Nullable Object value) {
            if (here instanceof Map<?, ?> && !word.startsWith("[")) {
                ((Map<String, @Nullable Object>) here).put(word, value);
            } else if (here instanceof List<?> list && position(list, word) >= 0) {
                ((List<@Nullable Object>) list).set(position(list, word), value);
            } else {
                refuse(word);
            }
        }

        private static int position(List<?> list, String word) {
            int position = word.matches("\\[\\d{1,6}]") ? Integer.parseInt(word.substring(1, word.length() - 1)) : -1;
            return position < list.size() ? position : -1;
        }

        private @Nullable Object refuse(String word) {
            problems.add(key, Place.COMMAND_LINE, "cannot be set: there is no " + word + " on the way to it");
            return null;
        }
    }
}
