package dev.tandem.config;

import java.util.Optional;

/**
 * {@code data:} what the model is trained on and validated with.
 *
 * @param sample a folder into which Tandem draws its sample images if it does not exist yet
 * @param train what is trained on
 * @param validation what each epoch is validated with, if anything
 * @param test what {@code tandem evaluate} takes in place of the validation data
 */
public record DataSection(
        Optional<String> sample,
        SourceSection train,
        Optional<SourceSection> validation,
        Optional<SourceSection> test) {

    static DataSection read(Section data) {
        Optional<String> sample = data.optional("sample", Type.text());
        SourceSection train = SourceSection.read(data.section("train"), SourceSection.DEFAULTS, sample);
        return new DataSection(
                sample, train, like(train, "validation", data, sample), like(train, "test", data, sample));
    }

    private static Optional<SourceSection> like(
            SourceSection train, String key, Section data, Optional<String> sample) {
        if (!data.has(key)) {
            return Optional.empty();
        }
        SourceSection read = SourceSection.read(data.section(key), train, sample);
        if (train.source() instanceof TableSource table
                && table.normalize().isPresent()
                && !(read.source() instanceof TableSource)) {
            data.problem(key, "must be a table (csv, npy, parquet, spark) as data.train.normalize is for both");
        }
        return Optional.of(read);
    }
}
