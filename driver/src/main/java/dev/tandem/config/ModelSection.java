package dev.tandem.config;

import dev.tandem.model.ZooTop;
import java.util.List;
import java.util.Optional;

/** {@code model:} what is trained. */
public sealed interface ModelSection {

    /**
     * A model of Tandem's own.
     *
     * @param name for example {@code lenet}
     * @param inputShape of one sample, without the batch size: [height, width, channels], or [features]
     * @param classes how many
     * @param optimizer by name, with its options
     * @param top what stands before the classes
     */
    record Zoo(String name, List<Integer> inputShape, int classes, Named optimizer, ZooTop top)
            implements ModelSection {}

    /**
     * A zip that DL4J has saved.
     *
     * @param path of the file
     * @param optimizer instead of the file's
     */
    record SavedFile(String path, Optional<Named> optimizer) implements ModelSection {}

    /**
     * A model that Keras saved.
     *
     * @param path of the HDF5 file or .keras archive
     * @param optimizer instead of the file's
     * @param loss by Keras's name, instead of the file's
     */
    record Keras(String path, Optional<Named> optimizer, Optional<String> loss) implements ModelSection {}

    /**
     * A model that a class of the user's makes.
     *
     * @param named the class, with constructor arguments
     */
    record UserClass(Named named) implements ModelSection {}

    static ModelSection read(Section model) {
        return switch (model.alternative(List.of("zoo", "file", "keras", "class"))) {
            case "file" ->
                new SavedFile(model.file("file"), model.optional("optimizer", Type.named("an optimizer's name")));
            case "keras" ->
                new Keras(
                        model.file("keras"),
                        model.optional("optimizer", Type.named("an optimizer's name")),
                        model.optional("loss", Type.text()));
            case "class" -> new UserClass(UserClasses.read(model, "class"));
            default ->
                new Zoo(
                        model.required("zoo", Type.text(), "mlp"),
                        model.required("input_shape", Type.integers("a shape such as [28, 28, 1]", 1, 4), List.of(1)),
                        model.required("classes", Type.integer(1), 1),
                        model.value("optimizer", Type.named("an optimizer's name"), "adam"),
                        top(model));
        };
    }

    private static ZooTop top(Section model) {
        boolean own = model.value("include_top", Type.flag(), true);
        String pooling = model.value("pooling", Type.oneOf(List.of("avg", "max")), "avg");
        return new ZooTop(
                own ? ZooTop.Kind.OWN : ZooTop.Kind.POOLED,
                pooling.equals("avg") ? ZooTop.Pooling.AVG : ZooTop.Pooling.MAX,
                model.value("dropout", Type.belowOne(), 0.0));
    }
}
