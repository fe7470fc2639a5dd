package dev.tandem.config;

import java.util.Optional;

/**
 * {@code data:} what the model is trained on and validated with.
 *
 * @param sample a folder into which Tandem draws its sample images if it does not exist yet
 * @param train what is trained on
 * @param validation what each epoch is validated with, if anything
 */
public record DataSection(Optional<String> sample, SourceSection train, Optional<SourceSection> validation) {

    static DataSection read(Section data) {
        Optional<String> sample = data.optional("sample", Type.text());
        SourceSection train = SourceSection.read(data.section("train"), SourceSection.DEFAULTS, sample);
        Optional<SourceSection> validation = data.has("validation")
                ? Optional.of(SourceSection.read(data.section("validation"), train, sample))
                : Optional.empty();
        if (train.source() instanceof TableSource table
                && table.normalize().isPresent()
                && validation.isPresent()
                && !(validation.get().source() instanceof TableSource)) {
            data.problem(
                    "validation", "must be a table (csv, npy, parquet, spark) as data.train.normalize is for both");
        }
        return new DataSection(sample, train, validation);
    }
}
