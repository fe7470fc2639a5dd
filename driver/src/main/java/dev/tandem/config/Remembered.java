package dev.tandem.config;

import dev.tandem.data.DataNotes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model file remembers of its data, to be compared with that of a job.
 *
 * @param file path of the model file
 * @param notes its notes; none where it has none
 */
public record Remembered(String file, DataNotes notes) {

    private static final Remembered NOTHING = new Remembered("", DataNotes.NONE);
    private static final int MOST_LINES = 5;
    private static final int MOST_CHARACTERS = 120;

    /** Of the file that a job's model is read from; a new top makes its classes and targets void. */
    static Remembered of(JobFile job, Builtins builtins, Problems problems) {
        if (!(job.model() instanceof ModelSection.SavedFile file) || !problems.isClean("model")) {
            return NOTHING;
        }
        Remembered read = read("model.file", file.path(), builtins, problems);
        return job.transfer().newTop().isPresent() ? read.withoutTargets() : read;
    }

    /** Of any model file, whose mistakes are reported under a path of the job file or an option's name. */
    static Remembered read(String path, String file, Builtins builtins, Problems problems) {
        if (!problems.isClean(path)) {
            return NOTHING;
        }
        try {
            return new Remembered(file, builtins.notes(file));
        } catch (IOException e) {
            problems.add(path, String.valueOf(e.getMessage()));
            return NOTHING;
        }
    }

    private Remembered withoutTargets() {
        Map<String, Object> preparation = new LinkedHashMap<>(notes.preparation());
        preparation.remove("class_mode");
        return new Remembered(file, new DataNotes(List.of(), preparation));
    }

    /** That outputs would mean other classes, if they would. */
    Optional<String> mistake(String part, DataNotes data) {
        List<String> own = notes.classes();
        if (own.isEmpty() || data.classes().isEmpty() || own.equals(data.classes())) {
            return Optional.empty();
        }
        return Optional.of(
                file + " remembers the classes " + shown(own) + ", but " + part + " has "
                        + shown(data.classes())
                        + ": its outputs would mean others. Give data with these classes in this order, or train with model.new_top");
    }

    /** A line for each thing that is done to the data otherwise than it was done to the model's; none where one of them has no notes. */
    List<String> warnings(String part, DataNotes data) {
        if (notes.preparation().isEmpty() || data.preparation().isEmpty()) {
            return List.of();
        }
        Map<String, @Nullable Object> before = Leaves.of(notes.preparation());
        Map<String, @Nullable Object> now = Leaves.of(data.preparation());
        Set<String> paths = new LinkedHashSet<>(before.keySet());
        paths.addAll(now.keySet());
        if (notes.classes().isEmpty()) {
            paths.remove("class_mode");
        }
        List<String> lines = new ArrayList<>();
        for (String path : paths) {
            if (!Objects.equals(plain(before.get(path)), plain(now.get(path)))) {
                lines.add(path + " was " + shown(before.get(path)) + " for the model in " + file + ", but is "
                        + shown(now.get(path)) + " in " + part);
            }
        }
        int rest = lines.size() - MOST_LINES;
        return rest > 0
                ? List.of(String.join("; ", lines.subList(0, MOST_LINES)) + "; and " + rest + " more differences")
                : lines;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(JobChanges::plain).toList()
                : JobChanges.plain(value);
    }

    private static String shown(@Nullable Object value) {
        String text = value == null ? "not set" : value.toString();
        return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "…" : text;
    }
}
