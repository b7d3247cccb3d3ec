import type { Member } from '../chat/channel.ts';
import type { Store } from '../store/store.ts';

/** The same store; whoever's list is changed through it is told of, and who is forgotten, list and subscriptions. */
export function watchSaves(
  store: Store,
  changed: (member: Member) => void,
  forgotten: (member: Member) => void = () => undefined,
): Store {
  const tell = async (member: Member, change: Promise<boolean>): Promise<boolean> => {
    const isOther = await change;
    if (isOther) changed(member);
    return isOther;
  };
  const { saves, reactionSaves, privacy, tastes } = store;
  return {
    ...store,
    saves: {
      ...saves,
      save: (member, paper, at, pressedIn) => tell(member, saves.save(member, paper, at, pressedIn)),
      unsave: (member, paper, at) => tell(member, saves.unsave(member, paper, at)),
      setRead: (member, paper, at) => tell(member, saves.setRead(member, paper, at)),
      setNote: (member, paper, note) => tell(member, saves.setNote(member, paper, note)),
      setTags: (member, paper, tags) => tell(member, saves.setTags(member, paper, tags)),
    },
    reactionSaves: {
      ...reactionSaves,
      give: (save, paper, at) => tell(save.member, reactionSaves.give(save, paper, at)),
      takeBack: (save, at) => tell(save.member, reactionSaves.takeBack(save, at)),
    },
    tastes: {
      ...tastes,
      refuse: (member, paper, at) => tell(member, tastes.refuse(member, paper, at)),
      readmit: (member, paper) => tell(member, tastes.readmit(member, paper)),
      async switchOff(member, isOff) {
        await tastes.switchOff(member, isOff);
        changed(member);
      },
      async startAfresh(member, at) {
        await tastes.startAfresh(member, at);
        changed(member);
      },
    },
    privacy: {
      ...privacy,
      async forget(member, at) {
        await privacy.forget(member, at);
        forgotten(member);
        changed(member);
      },
    },
  };
}
