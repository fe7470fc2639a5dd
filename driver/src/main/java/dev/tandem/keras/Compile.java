package dev.tandem.keras;

import dev.tandem.model.Optimizers;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * What Keras's {@code compile} says, where it is not to come from the file.
 *
 * @param optimizer goes before the file's
 * @param loss by Keras's name, such as {@code categorical_crossentropy}; of all outputs, before the file's
 */
public record Compile(Optional<Optimizer> optimizer, Optional<String> loss) {

    /**
     * An optimizer by name.
     *
     * @param name one of {@link Optimizers#names()}
     * @param options by Keras's names
     */
    public record Optimizer(String name, Map<String, @Nullable Object> options) {

        public Optimizer {
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        }

        IUpdater make() {
            return Optimizers.named(name, options);
        }
    }

    /** All as the file has it. */
    public static Compile asSaved() {
        return new Compile(Optional.empty(), Optional.empty());
    }

    public Compile withLoss(String name) {
        return new Compile(optimizer, Optional.of(name));
    }

    public Compile withOptimizer(String name, Map<String, @Nullable Object> options) {
        return new Compile(Optional.of(new Optimizer(name, options)), loss);
    }
}
