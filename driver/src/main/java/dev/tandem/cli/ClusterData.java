package dev.tandem.cli;

import dev.tandem.cluster.Cluster;
import dev.tandem.cluster.FeatureStatistics;
import dev.tandem.cluster.SparkTables;
import dev.tandem.config.JobFile;
import dev.tandem.config.LiveEvaluation;
import dev.tandem.config.LiveJob;
import dev.tandem.config.ParquetSource;
import dev.tandem.config.RememberedTable;
import dev.tandem.config.SourceSection;
import dev.tandem.config.TableParts;
import dev.tandem.config.TableSource;
import dev.tandem.config.UnwrittenTable;
import dev.tandem.data.Sequence;
import dev.tandem.data.TrainingData;
import dev.tandem.table.NormalizedSequence;
import dev.tandem.table.Normalizer;
import dev.tandem.table.TableSequence;
import java.io.IOException;
import java.util.Optional;

/**
 * What of a job's data takes Spark: the rows of queries, and the statistics of the training data by which features are normalized. Both
 * are the same after a resume: rows are kept in the run directory, and statistics depend on the data alone.
 *
 * @param job whose data it is
 * @param cluster to work on
 */
record ClusterData(JobFile job, Cluster cluster) {

    /** The parts with their data complete. */
    LiveJob complete(LiveJob parts) throws IOException {
        TrainingData train = write(parts.train(), job.data().train(), "train", Optional.empty());
        Optional<Sequence> validation = parts.validation();
        if (validation.isPresent()) {
            SourceSection source = job.data().validation().orElseThrow();
            validation = Optional.of((Sequence) write(validation.get(), source, "validation", Optional.of(train)));
        }
        if (job.data().train().source() instanceof TableSource source
                && source.normalize().isPresent()) {
            TableSequence rows = (TableSequence) train;
            Normalizer normalizer =
                    Normalizer.fit(source.normalize().get(), FeatureStatistics.of(cluster, rows), rows.numbers());
            train = new NormalizedSequence(rows, normalizer);
            validation = validation.map(data -> new NormalizedSequence((TableSequence) data, normalizer));
        }
        return parts.with(train, validation);
    }

    /** Data to evaluate a model with, complete. */
    Sequence complete(LiveEvaluation parts, SourceSection section) throws IOException {
        if (!(parts.data() instanceof UnwrittenTable unwritten)) {
            return parts.data();
        }
        ParquetSource written = write(unwritten, parts.part().substring("data.".length()));
        TableParts tables = new TableParts(section, job.seed(), job.classes());
        return new RememberedTable(parts.remembered()).open(written, tables);
    }

    private TrainingData write(TrainingData data, SourceSection section, String part, Optional<TrainingData> train)
            throws IOException {
        if (!(data instanceof UnwrittenTable unwritten)) {
            return data;
        }
        return new TableParts(section, job.seed(), job.classes()).open(write(unwritten, part), train);
    }

    private ParquetSource write(UnwrittenTable unwritten, String part) throws IOException {
        String folder = job.run().directory() + "/data/" + part;
        SparkTables.Query query = new SparkTables.Query(
                unwritten.source().query(), unwritten.source().tables());
        SparkTables.write(cluster, query, folder);
        return unwritten.source().written(folder);
    }
}
