package dev.tandem.config;

import java.util.List;

/** {@code model:} what is trained. */
public sealed interface ModelSection {

    /**
     * A model of Tandem's own.
     *
     * @param name for example {@code lenet}
     * @param inputShape of one sample, without the batch size: [height, width, channels], or [features]
     * @param classes how many
     * @param optimizer by name, with its options
     */
    record Zoo(String name, List<Integer> inputShape, int classes, Named optimizer) implements ModelSection {}

    /**
     * A zip that DL4J has saved.
     *
     * @param path of the file
     */
    record SavedFile(String path) implements ModelSection {}

    /**
     * A model that a class of the user's makes.
     *
     * @param named the class, with constructor arguments
     */
    record UserClass(Named named) implements ModelSection {}

    static ModelSection read(Section model) {
        return switch (model.alternative(List.of("zoo", "file", "class"))) {
            case "file" -> new SavedFile(model.file("file"));
            case "class" -> new UserClass(UserClasses.read(model, "class"));
            default ->
                new Zoo(
                        model.required("zoo", Type.text(), "mlp"),
                        model.required("input_shape", Type.integers("a shape such as [28, 28, 1]", 1, 4), List.of(1)),
                        model.required("classes", Type.integer(1), 1),
                        model.value("optimizer", Type.named("an optimizer's name"), "adam"));
        };
    }
}
