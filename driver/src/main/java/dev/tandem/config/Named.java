package dev.tandem.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something chosen by name, with options: {@code adam}, or {@code {adam: {learning_rate: 0.001}}}. A name with a dot in it is a class.
 *
 * @param path where it stands in the job file, its name included if it has options
 * @param name for example {@code EarlyStopping} or {@code com.acme.MySequence}
 * @param options by name, in the file's order; constructor arguments of a class
 */
public record Named(String path, String name, Map<String, @Nullable Object> options) {

    public Named {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    boolean isClass() {
        return name.contains(".");
    }
}
