package dev.tandem.config;

import dev.tandem.model.Freezing;
import dev.tandem.model.NewTop;
import java.util.Optional;

/**
 * What {@code model:} says beside where the model comes from.
 *
 * @param newTop classes of another output layer
 * @param freezing layers that do not train at first
 */
public record TransferSection(Optional<NewTop> newTop, Optional<Freezing> freezing) {

    private static final String STAND_IN = "layer";

    static TransferSection read(Section model, long seed) {
        return new TransferSection(
                model.has("new_top") ? Optional.of(newTop(model.section("new_top"), seed)) : Optional.empty(),
                model.has("freeze") ? Optional.of(freezing(model.section("freeze"))) : Optional.empty());
    }

    private static NewTop newTop(Section top, long seed) {
        return new NewTop(
                top.required("classes", Type.integer(1), 1), top.value("dropout", Type.belowOne(), 0.0), seed);
    }

    private static Freezing freezing(Section freeze) {
        String until = freeze.required("until", Type.text(), STAND_IN);
        if (until.isBlank()) {
            freeze.problem("until", "must be the name of a layer");
        }
        return new Freezing(
                until.isBlank() ? STAND_IN : until,
                freeze.optional("unfreeze_at", Type.integer(1)).orElse(Freezing.NEVER));
    }
}
