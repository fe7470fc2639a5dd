package dev.tandem.data;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model must know of the data that it was trained on, so that it can be used on other data. Saved with the model.
 *
 * @param classes names of the classes in the order of the targets' columns; empty if they have none
 * @param preparation what was done to each sample before it became a model input, under the names that a job file has for it, such as
 *     {@code scale} or {@code preprocess}; values that JSON has too: texts, numbers, lists, maps
 */
public record DataNotes(List<String> classes, Map<String, Object> preparation) implements Serializable {

    /** Nothing is known. */
    public static final DataNotes NONE = new DataNotes(List.of(), Map.of());

    /** What some training data say; a generator says nothing. */
    public static DataNotes of(TrainingData data) {
        return data instanceof Sequence sequence ? sequence.notes() : NONE;
    }

    public DataNotes {
        classes = List.copyOf(classes);
        preparation = Collections.unmodifiableMap(new LinkedHashMap<>(preparation));
    }
}
