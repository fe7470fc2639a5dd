package dev.tandem.cli;

import dev.tandem.callback.Callback;
import dev.tandem.config.FitSection;
import dev.tandem.config.LiveJob;
import dev.tandem.train.FitOptions;
import dev.tandem.train.Validation;
import java.util.Set;

/**
 * What a job file says of a fit, as the trainer takes it.
 *
 * @param fit the numbers
 * @param parts data, metrics and callbacks
 */
record FitArguments(FitSection fit, LiveJob parts) {

    FitOptions options() {
        FitOptions options = FitOptions.epochs(fit.epochs())
                .initialEpoch(fit.initialEpoch())
                .order(fit.shuffle() ? FitOptions.Order.SHUFFLED : FitOptions.Order.SEQUENTIAL)
                .feed(fit.feed())
                .metrics(parts.metrics())
                .callbacks(parts.callbacks().toArray(Callback[]::new))
                .classWeight(fit.classWeights().weights());
        if (fit.stepsPerEpoch().isPresent()) {
            options = options.stepsPerEpoch(fit.stepsPerEpoch().get());
        }
        if (fit.maxBadBatches().isPresent()) {
            options = options.skipBadBatches(fit.maxBadBatches().get());
        }
        return parts.validation().isPresent() ? options.validation(validation()) : options;
    }

    private Validation validation() {
        FitSection.ValidationFrequency frequency = fit.validationFrequency();
        Validation validation = Validation.on(parts.validation().orElseThrow())
                .steps(fit.validationSteps().orElse(Integer.MAX_VALUE));
        return frequency.every() > 0
                ? validation.every(frequency.every())
                : validation.after(Set.copyOf(frequency.epochs()));
    }
}
